// SPDX-License-Identifier: Apache-2.0
/**
 * Where a table is cut: key types, intervals, bounds, time zones and partition names.
 *
 * <p>Everything here is a value and pure; {@link io.github.livepartition.range.PartitionScheme} is
 * the door.
 */
package io.github.livepartition.range;
