// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what hangs on a table.
 *
 * @param answers in the order in which it is given to another
 */
record Belongings(List<Batch.Answer<? extends Belonging>> answers) {

    static Belongings of(Connection connection, Batch batch, long table) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return new Belongings(
                List.of(
                        batch.list(ColumnSettings.QUERY, Belongings::columnSettings, table),
                        batch.list(
                                Clustering.QUERY,
                                row -> new Clustering(row.identifier("index")),
                                table),
                        batch.list(IndexStatistics.QUERY, Belongings::indexStatistics, table),
                        batch.list(
                                ExtendedStatistics.QUERY,
                                row -> extendedStatistics(connection, row),
                                table),
                        batch.list(ReplicaIdentity.QUERY, Belongings::replicaIdentity, table),
                        batch.list(RowSecurity.QUERY, Belongings::rowSecurity, table),
                        batch.list(Policy.QUERY, Belongings::policy, table),
                        batch.list(Rule.QUERY, Belongings::rule, table),
                        batch.list(Publication.query(major), Belongings::publication, table)));
    }

    /** When the batch was asked. */
    List<Belonging> all() {
        List<Belonging> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll(answer.rows()));
        return all;
    }

    private static ColumnSettings columnSettings(Rows.Row row) throws SQLException {
        return new ColumnSettings(
                row.identifier("column"),
                row.optional("target").map(Integer::valueOf),
                row.optional("distinct"),
                row.optional("inherited"));
    }

    private static IndexStatistics indexStatistics(Rows.Row row) throws SQLException {
        return new IndexStatistics(
                row.identifier("index"), (int) row.number("number"), (int) row.number("target"));
    }

    private static ExtendedStatistics extendedStatistics(Connection connection, Rows.Row row)
            throws SQLException {
        ExtendedStatistics it = described(row, false);
        boolean taken =
                Rows.list(
                                connection,
                                ExtendedStatistics.NAMES,
                                other -> other.identifier("name"),
                                it.name().schema().value())
                        .contains(it.aside().name());
        return described(row, taken);
    }

    private static ExtendedStatistics described(Rows.Row row, boolean taken) throws SQLException {
        return new ExtendedStatistics(
                row.name("schema", "name"),
                row.sql("kinds"),
                row.sql("columns"),
                row.optional("target").map(Integer::valueOf),
                row.optional("owner").map(Identifier::new),
                row.optional("comment"),
                taken);
    }

    private static ReplicaIdentity replicaIdentity(Rows.Row row) throws SQLException {
        return new ReplicaIdentity(row.optional("index").map(Identifier::new), row.is("full"));
    }

    private static RowSecurity rowSecurity(Rows.Row row) throws SQLException {
        return new RowSecurity(row.is("enabled"), row.is("forced"), row.is("hides_rows"));
    }

    private static Policy policy(Rows.Row row) throws SQLException {
        return new Policy(
                row.identifier("name"),
                row.is("permissive"),
                row.sql("command"),
                row.identifiers("roles"),
                row.optional("using").map(Sql::verbatim),
                row.optional("with_check").map(Sql::verbatim),
                row.optional("comment"));
    }

    private static Rule rule(Rows.Row row) throws SQLException {
        return new Rule(
                row.identifier("name"),
                row.sql("definition"),
                row.text("enabled"),
                row.optional("comment"));
    }

    private static Publication publication(Rows.Row row) throws SQLException {
        return new Publication(
                row.identifier("name"),
                Publication.Scope.valueOf(row.text("scope")),
                row.is("root"),
                row.identifiers("columns"),
                row.optional("filter").map(Sql::verbatim),
                row.is("alterable"),
                row.is("old_rows"));
    }
}
