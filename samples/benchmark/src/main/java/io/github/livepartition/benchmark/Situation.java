// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

/** What goes on while the application writes. */
enum Situation {
    PLAIN("plain table"),
    LOGGED("changes are logged"),
    MIRRORED("changes are mirrored"),
    REVERSED("partitioned, reverse log"),
    PARTITIONED("partitioned, nothing logged"),
    BARE_COPY("plain table, a bare copy runs"),
    OUR_COPY("changes are logged, our copy runs");

    private final String text;

    Situation(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
