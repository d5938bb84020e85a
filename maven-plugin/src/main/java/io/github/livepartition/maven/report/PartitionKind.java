// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

/** What a partition is for. */
public enum PartitionKind {
    LEGACY("legacy", "old heap"),
    ORDINARY("ordinary", "partition"),
    EMPTY("empty", "partition, empty"),
    GROUP("ordinary", "partitioned itself"),
    DEFAULT("default", "default partition"),
    STAGED("staged", "staged out of the old heap, on its way"),
    COMPLETE("complete", "staged, complete: waits for the switch");

    private final String css;
    private final String words;

    PartitionKind(String css, String words) {
        this.css = css;
        this.words = words;
    }

    String css() {
        return css;
    }

    public String words() {
        return words;
    }

    String legend() {
        return this == LEGACY || this == DEFAULT ? "the " + words : words;
    }
}
