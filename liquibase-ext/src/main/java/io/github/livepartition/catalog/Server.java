// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.time.Instant;

/**
 * The server as the session sees it.
 *
 * @param version {@code server_version_num}, such as 180006
 * @param deadlockTimeoutMillis the setting {@code deadlock_timeout}, in ms
 * @param readsAllStats whether the role sees what sessions and standbys of others do
 * @param buildMemory the setting {@code maintenance_work_mem} with its unit
 * @param buildWorkers the setting {@code max_parallel_maintenance_workers}
 */
public record Server(
        int version,
        String versionText,
        Identifier role,
        boolean superuser,
        Instant now,
        int deadlockTimeoutMillis,
        boolean readsAllStats,
        String buildMemory,
        int buildWorkers) {

    /** Whether our catalog queries would fail there. */
    public boolean isTooOld() {
        return major() < 14;
    }

    /**
     * Whether a partition that references a partitioned table can be detached. PostgreSQL 14 then
     * makes a foreign key of its own of what belongs to each partition that is referenced, and no
     * row satisfies more than one; 15.10, 16.6, 17.2 and older fail: could not find ON INSERT check
     * triggers. Seen to work from the versions on that are named here.
     */
    public boolean detachesKeysToPartitioned() {
        return switch (major()) {
            case 14 -> false;
            case 15 -> version >= 150_012;
            case 16 -> version >= 160_008;
            case 17 -> version >= 170_004;
            default -> true;
        };
    }

    public int major() {
        return version / 10_000;
    }
}
