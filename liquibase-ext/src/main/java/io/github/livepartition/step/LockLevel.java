// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/**
 * PostgreSQL's table locks, weakest first.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit Locking</a>
 */
public enum LockLevel {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** As SQL and people write it. */
    public String words() {
        return name().replace('_', ' ');
    }

    /** Whether INSERT, UPDATE and DELETE wait for it. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }
}
