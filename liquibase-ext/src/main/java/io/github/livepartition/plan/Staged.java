// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.QualifiedName;

/** A converted table, and what ranges of its old heap are staged in. */
public record Staged(QualifiedName table, QualifiedName legacy) {

    /** Takes up the staged partitions; stands aside until the switch. */
    public QualifiedName staging() {
        return named("_copy");
    }

    /** The keys that change, and the trigger function. */
    public QualifiedName log() {
        return named("_changes");
    }

    /** The ranges, and how far each is. */
    public QualifiedName ranges() {
        return named("_ranges");
    }

    private QualifiedName named(String suffix) {
        return table.withName(legacy.name().suffixed(suffix));
    }
}
