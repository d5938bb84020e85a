// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

/** Lines below the first one, set in to where Liquibase's own messages stand. */
final class Indent {

    private Indent() {}

    static String of(String text) {
        return text.replace("\n", "\n" + " ".repeat(10));
    }
}
