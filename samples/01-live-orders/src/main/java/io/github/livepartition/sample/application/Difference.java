// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

/** One row that is not as its account says. */
public record Difference(Sort sort, long id, String detail) {

    /** In what way. */
    public enum Sort {
        MISSING,
        DOUBLE,
        UNKNOWN,
        CHANGED
    }

    @Override
    public String toString() {
        return "row %d is %s: %s"
                .formatted(id, sort.name().toLowerCase(java.util.Locale.ROOT), detail);
    }
}
