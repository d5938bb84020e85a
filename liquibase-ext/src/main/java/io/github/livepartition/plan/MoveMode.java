// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.SlicePace;

/** How the rows of a range leave the old heap. */
public sealed interface MoveMode {

    /** Whether a publication of the partitions is no obstacle. */
    boolean acceptsPublications();

    /** In one switch of many ranges, each copied beforehand and kept in step. */
    record Stage(Pacing pacing, boolean acceptsPublications) implements MoveMode {}

    /**
     * In many small transactions, each of which moves rows and bounds together.
     *
     * @param acceptsPublications whether subscribers may get out of step
     */
    record Slices(SlicePace pace, boolean acceptsPublications) implements MoveMode {}
}
