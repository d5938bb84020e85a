// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.time.Instant;

/**
 * The server as the session sees it.
 *
 * @param version {@code server_version_num}, such as 180006
 * @param deadlockTimeoutMillis the setting {@code deadlock_timeout}, in ms
 */
public record Server(
        int version,
        String versionText,
        Identifier role,
        boolean superuser,
        Instant now,
        int deadlockTimeoutMillis) {

    /** Whether our catalog queries would fail there. */
    public boolean isTooOld() {
        return major() < 14;
    }

    public int major() {
        return version / 10_000;
    }
}
