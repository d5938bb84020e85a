// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import java.time.Duration;

/**
 * How slices go.
 *
 * @param maxLockTime how long one may hold its locks
 * @param waits whether each waits for an instant without older snapshots
 * @param acceptsOversized whether rows of one key value may hold the locks for longer
 * @param pacing what is waited for between two
 */
public record SlicePace(
        Duration maxLockTime, boolean waits, boolean acceptsOversized, Pacing pacing) {

    /** How long a slice holds its locks where nothing else is said. */
    public static final Duration MAX_LOCK_TIME = Duration.ofMillis(50);

    /** What a row costs besides its bytes, in bytes. */
    static final int ROW_COST = 1000;

    /** How long a byte takes, as a run guesses before it has measured. */
    static final double MILLIS_PER_BYTE = 0.0000125;

    /** How long rows that move together hold the locks, as a run guesses before it has measured. */
    public static Duration guess(long rows, long width) {
        return Duration.ofMillis(Math.round(rows * (ROW_COST + width) * MILLIS_PER_BYTE));
    }
}
