// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

/** What goes on while the application writes. */
enum Situation {
    PLAIN("plain table"),
    LOGGED("changes are logged"),
    MIRRORED("changes are mirrored"),
    PARTITIONED("partitioned, nothing logged"),
    REVERSED("partitioned, reverse log"),
    BARE_COPY("plain table, a bare copy runs"),
    OUR_COPY("changes are logged, our copy runs");

    private final String text;

    Situation(String text) {
        this.text = text;
    }

    /** Where the same happens without us. */
    Situation withoutUs() {
        return switch (this) {
            case PLAIN, LOGGED, MIRRORED, PARTITIONED -> PLAIN;
            case REVERSED -> PARTITIONED;
            case BARE_COPY, OUR_COPY -> BARE_COPY;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
