// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.util.Optional;

/**
 * A CHECK constraint.
 *
 * @param definition {@code pg_get_constraintdef}, whole
 * @param inherited not {@code NO INHERIT}
 */
public record Check(
        Identifier name,
        String definition,
        boolean validated,
        boolean inherited,
        Optional<String> comment) {}
