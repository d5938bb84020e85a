// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads how far a staged move is. */
final class StageStateReader {

    private StageStateReader() {}

    static Optional<StageState> read(Connection connection, QualifiedName log, QualifiedName ranges)
            throws SQLException {
        Optional<Optional<String>> bound =
                Rows.first(
                        connection,
                        CatalogQueries.STAGE_BOUND,
                        row -> row.optional("bound"),
                        log.schema().value(),
                        log.name().value());
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        Sql truncated = Sql.of("SELECT EXISTS (SELECT FROM %s WHERE truncated) AS it", log);
        boolean wasTruncated =
                Rows.first(connection, truncated.sql(), row -> row.is("it")).orElse(false);
        Sql query = Sql.of(CatalogQueries.STAGED, ranges);
        List<StageState.Range> staged =
                Rows.list(
                        connection,
                        query.sql(),
                        row ->
                                new StageState.Range(
                                        row.identifier("name"),
                                        row.optional("lower"),
                                        row.text("upper"),
                                        row.is("present"),
                                        row.is("copied"),
                                        row.is("attached"),
                                        row.is("compared"),
                                        row.is("vacuumed"),
                                        row.is("watched"),
                                        row.is("keyed"),
                                        row.optional("parent").map(Identifier::new)),
                        ranges.schema().value());
        return CopyStateReader.phase(connection, log, log)
                .map(
                        state ->
                                new StageState(
                                        new CopyState(
                                                state.phase(),
                                                state.structure(),
                                                state.mirrors(),
                                                wasTruncated,
                                                0,
                                                false,
                                                false,
                                                KeyMemory.NOTHING),
                                        bound.get(),
                                        staged));
    }
}
