// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** How much a step does while it holds its locks. */
public enum Work {
    /** Writes catalog rows only. */
    CATALOG("changes the catalog only"),
    /** Reads a few index entries. */
    PROBE("probes an index"),
    /** Reads every row of the table. */
    SCAN("reads the whole table"),
    /** Reads every row and writes an index. */
    BUILD_INDEX("reads the whole table and builds an index"),
    /** Writes rows, as many as the plan says. */
    COPY("moves rows");

    private final String words;

    Work(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether the time it takes grows with the table. */
    public boolean growsWithTheTable() {
        return this == SCAN || this == BUILD_INDEX;
    }
}
