// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads which tables could be partitioned; locks none, and reads no row of theirs. */
public final class CandidateReader {

    private final Connection connection;

    private CandidateReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The biggest first. Tables of Liquibase, of extensions and of ours are left out.
     *
     * @param only this one alone; all if it is empty
     * @param most so many at most
     */
    public static List<Candidate> read(
            Connection connection, Optional<QualifiedName> only, int most) throws SQLException {
        return ReadOnly.in(connection, () -> new CandidateReader(connection).read(only, most));
    }

    /**
     * How many bytes a text such as {@code 10 GB} means to PostgreSQL.
     *
     * @throws SQLException when it means none
     */
    public static long bytes(Connection connection, String size) throws SQLException {
        return ReadOnly.in(
                connection,
                () ->
                        Rows.first(
                                        connection,
                                        "SELECT pg_size_bytes(?) AS n",
                                        row -> row.number("n"),
                                        size)
                                .orElseThrow());
    }

    private List<Candidate> read(Optional<QualifiedName> only, int most) throws SQLException {
        List<Long> tables =
                Rows.list(
                        connection,
                        CandidateQueries.TABLES,
                        row -> row.number("oid"),
                        only.map(name -> name.schema().value()).orElse(null),
                        only.map(name -> name.schema().value()).orElse(null),
                        only.map(name -> name.name().value()).orElse(null),
                        most);
        List<Candidate> found = new ArrayList<>();
        for (long oid : tables) {
            List<Candidate.Column> columns =
                    Rows.list(connection, CandidateQueries.COLUMNS, CandidateReader::column, oid);
            Rows.first(connection, CandidateQueries.TABLE, row -> table(row, columns), oid)
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Candidate table(Rows.Row row, List<Candidate.Column> columns)
            throws SQLException {
        return new Candidate(
                row.name("schema", "relation"),
                row.number("rows"),
                row.number("bytes"),
                row.number("inserted"),
                real(row, "days"),
                row.number("scans"),
                (int) row.number("incoming"),
                row.texts("unique_keys").stream().map(Identifier::new).toList(),
                columns);
    }

    private static Candidate.Column column(Rows.Row row) throws SQLException {
        return new Candidate.Column(
                row.identifier("name"),
                row.text("type"),
                row.is("not_null"),
                real(row, "correlation"),
                row.is("counted"),
                row.is("stamped"),
                row.is("primary"),
                row.number("scans"),
                row.optional("least").map(BigDecimal::new),
                row.optional("greatest").map(BigDecimal::new));
    }

    private static OptionalDouble real(Rows.Row row, String column) throws SQLException {
        return row.optional(column).stream().mapToDouble(Double::parseDouble).findFirst();
    }
}
