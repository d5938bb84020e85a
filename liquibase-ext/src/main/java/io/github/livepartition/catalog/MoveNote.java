// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * What a partition that rows move to, or back from, is to hold. It is kept as JSON in the comment
 * on its bounds CHECK.
 *
 * @param from as {@code pg_get_expr} prints it
 * @param to likewise
 * @param vacuumed whether only the CHECK is left to drop
 */
public record MoveNote(String from, String to, boolean vacuumed) {}
