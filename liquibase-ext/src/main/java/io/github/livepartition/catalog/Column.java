// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.util.Optional;

/**
 * A column.
 *
 * @param type as {@code format_type} prints it
 * @param generated whether PostgreSQL computes the value (stored or virtual), so that no statement
 *     may write it
 */
public record Column(
        Identifier name,
        String type,
        boolean notNull,
        boolean generated,
        Optional<String> comment) {}
