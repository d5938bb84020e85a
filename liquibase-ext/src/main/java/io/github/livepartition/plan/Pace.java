// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.time.Duration;

/**
 * How patiently a lock is asked for.
 *
 * @param lockTimeout how long one attempt may wait in the lock queue, and so make others wait
 * @param lockRetryFor how long attempts are repeated
 */
public record Pace(Duration lockTimeout, Duration lockRetryFor) {

    public static final Pace DEFAULT = new Pace(Duration.ofMillis(100), Duration.ofMinutes(10));
}
