// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Reads how far a copy is. */
final class CopyStateReader {

    private CopyStateReader() {}

    /** The last word of the trigger function's comment while changes are mirrored. */
    private static final String MIRRORS = "mirrors";

    static Optional<CopyState> read(
            Connection connection, QualifiedName table, QualifiedName log, QualifiedName pages)
            throws SQLException {
        Optional<CopyState> state = phase(connection, table, log);
        if (state.isEmpty()) {
            return state;
        }
        Sql progress =
                Sql.of(
                        """
                        SELECT EXISTS (SELECT FROM %s WHERE truncated) AS truncated,
                               coalesce(sum(behind - next), 0) AS pages_left,
                               coalesce(bool_or(filenode <> pg_relation_filenode(to_regclass(%s))), false) AS rewritten,
                               coalesce(bool_or(storage <> (%s)), false) AS regrouped
                          FROM %s""",
                        log, new Literal(table.sql()), Fingerprint.storage(table), pages);
        return Rows.first(
                connection,
                progress.sql(),
                row ->
                        new CopyState(
                                state.get().phase(),
                                state.get().structure(),
                                state.get().mirrors(),
                                row.is("truncated"),
                                row.number("pages_left"),
                                row.is("rewritten"),
                                row.is("regrouped"),
                                state.get().keys()));
    }

    /** What the comments say. */
    static Optional<CopyState> phase(Connection connection, QualifiedName table, QualifiedName log)
            throws SQLException {
        return Rows.first(
                connection,
                CatalogQueries.COPY_STATE,
                row ->
                        new CopyState(
                                CopyState.Phase.valueOf(row.text("phase")),
                                row.text("structure"),
                                row.optional("mode")
                                        .filter(mode -> mode.endsWith(MIRRORS))
                                        .isPresent(),
                                false,
                                0,
                                false,
                                false,
                                KeyMemoryReader.read(connection, row.optional("keys"), table)),
                log.schema().value(),
                log.name().value());
    }
}
