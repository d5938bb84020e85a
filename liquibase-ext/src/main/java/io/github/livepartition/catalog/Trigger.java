// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * A trigger of the user's.
 *
 * @param definition {@code pg_get_triggerdef}, whole
 * @param onRow whether it fires for each row
 * @param enabled {@code pg_trigger.tgenabled}: O (origin), D (disabled), R (replica), A (always)
 */
public record Trigger(
        Identifier name, Sql definition, boolean onRow, String enabled, Optional<String> comment) {}
