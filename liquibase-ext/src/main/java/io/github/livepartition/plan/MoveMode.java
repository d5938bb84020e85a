// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.Pacing;
import java.time.Duration;

/** How the rows of a range leave the old heap. */
public sealed interface MoveMode {

    /** Whether a publication of the partitions is no obstacle. */
    boolean acceptsPublications();

    /** In one switch of many ranges, each copied beforehand and kept in step. */
    record Stage(Pacing pacing, boolean acceptsPublications) implements MoveMode {}

    /**
     * In many small transactions, each of which moves rows and bounds together.
     *
     * @param maxLockTime how long one may hold its locks
     * @param waits whether each waits for an instant without older snapshots
     * @param acceptsOversized whether rows of one key value may hold the locks for longer
     * @param acceptsPublications whether subscribers may get out of step
     */
    record Slices(
            Duration maxLockTime,
            boolean waits,
            boolean acceptsOversized,
            boolean acceptsPublications)
            implements MoveMode {

        public static final Duration MAX_LOCK_TIME = Duration.ofMillis(50);
    }
}
