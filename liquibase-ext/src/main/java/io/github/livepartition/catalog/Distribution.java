// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds tables that Citus distributes or TimescaleDB has made hypertables. */
final class Distribution {

    private Distribution() {}

    private static final String EXISTS = "SELECT to_regclass(?) IS NOT NULL AS it";

    private static final String CITUS =
            """
      SELECT 'distributed by Citus' AS what FROM pg_catalog.pg_dist_partition
      WHERE logicalrelid = (SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                             WHERE n.nspname = ? AND c.relname = ?)""";

    private static final String TIMESCALEDB =
            """
      SELECT 'a TimescaleDB hypertable' AS what FROM _timescaledb_catalog.hypertable
      WHERE schema_name = ? AND table_name = ?""";

    static Optional<String> of(Connection connection, QualifiedName table) throws SQLException {
        Optional<String> citus = ask(connection, "pg_catalog.pg_dist_partition", CITUS, table);
        return citus.isPresent()
                ? citus
                : ask(connection, "_timescaledb_catalog.hypertable", TIMESCALEDB, table);
    }

    private static Optional<String> ask(
            Connection connection, String catalog, String query, QualifiedName table)
            throws SQLException {
        boolean there = Rows.first(connection, EXISTS, row -> row.is("it"), catalog).orElseThrow();
        return there
                ? Rows.first(
                        connection,
                        query,
                        row -> row.text("what"),
                        table.schema().value(),
                        table.name().value())
                : Optional.empty();
    }
}
