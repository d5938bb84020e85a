// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.catalog.Circumstance.Kind;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stands around a table. Nobody waits for it, and it needs no right. */
final class CircumstanceReader {

    private static final Map<Kind, String> OF_TABLE = new EnumMap<>(Kind.class);
    private static final Map<Kind, String> OF_DATABASE = new EnumMap<>(Kind.class);

    static {
        OF_TABLE.put(Kind.HOLDER, CircumstanceQueries.HOLDERS);
        OF_TABLE.put(Kind.PREPARED, CircumstanceQueries.PREPARED);
        OF_TABLE.put(Kind.WRAPAROUND, CircumstanceQueries.WRAPAROUND);
        OF_TABLE.put(Kind.TRIGGER, CircumstanceQueries.TRIGGERS);
        OF_TABLE.put(Kind.FUNCTION, CircumstanceQueries.FUNCTIONS);
        OF_TABLE.put(Kind.CTID_FUNCTION, CircumstanceQueries.CTID_FUNCTIONS);
        OF_TABLE.put(Kind.INDEX, CircumstanceQueries.INDEXES);
        OF_DATABASE.put(Kind.ISOLATION, CircumstanceQueries.ISOLATION);
        OF_DATABASE.put(Kind.EVENT_TRIGGER, CircumstanceQueries.EVENT_TRIGGERS);
        OF_DATABASE.put(Kind.LOCKS, CircumstanceQueries.LOCKS);
        OF_DATABASE.put(Kind.UNSEEN, CircumstanceQueries.UNSEEN);
    }

    private CircumstanceReader() {}

    static List<Circumstance> of(
            Connection connection, long oid, QualifiedName table, Identifier partitionColumn)
            throws SQLException {
        List<Circumstance> all = new ArrayList<>(of(connection, oid));
        all.addAll(statements(connection, table, partitionColumn));
        return List.copyOf(all);
    }

    static List<Circumstance> of(Connection connection, long oid) throws SQLException {
        List<Circumstance> all = new ArrayList<>();
        for (Map.Entry<Kind, String> query : OF_TABLE.entrySet()) {
            all.addAll(list(connection, query.getKey(), query.getValue(), oid));
        }
        for (Map.Entry<Kind, String> query : OF_DATABASE.entrySet()) {
            all.addAll(list(connection, query.getKey(), query.getValue()));
        }
        return List.copyOf(all);
    }

    private static List<Circumstance> list(
            Connection connection, Kind kind, String query, Object... parameters)
            throws SQLException {
        return Rows.list(
                connection, query, row -> new Circumstance(kind, row.texts("words")), parameters);
    }

    /** The view is there but fails where its library was not loaded when the server started. */
    private static List<Circumstance> statements(
            Connection connection, QualifiedName table, Identifier partitionColumn)
            throws SQLException {
        Optional<QualifiedName> view =
                Rows.first(
                        connection,
                        CircumstanceQueries.STATEMENTS_ARE,
                        row -> row.name("schema", "relation"));
        if (view.isEmpty()) {
            return List.of();
        }
        Savepoint savepoint = connection.setSavepoint();
        String name = table.name().value();
        try {
            List<Circumstance> found = new ArrayList<>();
            String lacking = Sql.of(CircumstanceQueries.STATEMENTS, view.get()).sql();
            found.addAll(list(connection, Kind.STATEMENT, lacking, name, partitionColumn.value()));
            String naming = Sql.of(CircumstanceQueries.CTID_STATEMENTS, view.get()).sql();
            found.addAll(list(connection, Kind.CTID_STATEMENT, naming, name, "ctid"));
            return found;
        } catch (SQLException e) {
            connection.rollback(savepoint);
            String why = e.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
            return List.of(new Circumstance(Kind.NO_STATEMENTS, List.of(why)));
        }
    }
}
