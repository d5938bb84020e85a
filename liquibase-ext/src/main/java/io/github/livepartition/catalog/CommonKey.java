// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.util.Optional;

/**
 * A value of the key that many rows have, as the statistics know it.
 *
 * @param value as PostgreSQL prints it in UTC; empty for the average of all values
 * @param rows how many have it, about
 * @param width of a row, in bytes
 */
public record CommonKey(Optional<String> value, long rows, long width) {}
