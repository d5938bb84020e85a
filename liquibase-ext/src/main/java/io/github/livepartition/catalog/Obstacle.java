// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * Something on the table that a conversion does not carry over.
 *
 * @param what the thing with its name, such as {@code the policy "p"}
 */
public record Obstacle(String what) {}
