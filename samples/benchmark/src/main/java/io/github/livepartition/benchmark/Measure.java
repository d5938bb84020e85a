// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.Map;

/**
 * One turn of a contestant.
 *
 * @param nanos how long it took
 * @param wal bytes
 * @param stages nanoseconds of its parts, by their title
 */
record Measure(long nanos, long wal, Map<String, Long> stages) {}
