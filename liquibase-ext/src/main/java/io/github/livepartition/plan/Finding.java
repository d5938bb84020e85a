// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

/**
 * One reason against a change, in PostgreSQL's shape.
 *
 * @param detail facts; empty where the message says it all
 * @param hint the way out; empty where there is none
 */
public record Finding(String message, String detail, String hint) {

    @Override
    public String toString() {
        return message
                + (detail.isEmpty() ? "" : "\n  Detail: " + detail)
                + (hint.isEmpty() ? "" : "\n  Hint: " + hint);
    }
}
