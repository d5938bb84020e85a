// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A trigger of the user's.
 *
 * @param definition {@code pg_get_triggerdef}, whole
 * @param onRow whether it fires for each row
 * @param enabled {@code pg_trigger.tgenabled}: O (origin), D (disabled), R (replica), A (always)
 * @param before whether it fires before the row is written
 * @param source the body of its function
 */
public record Trigger(
        Identifier name,
        Sql definition,
        boolean onRow,
        String enabled,
        Optional<String> comment,
        boolean before,
        String source) {

    /**
     * Whether it assigns to the column of the row that is about to be written, as far as its
     * PL/pgSQL shows.
     */
    public boolean sets(Identifier column) {
        String name = "new\\s*\\.\\s*\"?" + Pattern.quote(column.value()) + "\"?";
        Pattern assignment =
                Pattern.compile(
                        "(?:%s\\s*:=|\\binto\\s+(?:strict\\s+)?%s)".formatted(name, name),
                        Pattern.CASE_INSENSITIVE);
        return onRow && before && assignment.matcher(source).find();
    }
}
