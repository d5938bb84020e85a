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
import java.util.stream.Stream;

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
        Batch batch = new Batch();
        List<Batch.Answer<Circumstance>> answers = new ArrayList<>();
        OF_TABLE.forEach(
                (kind, query) -> answers.add(batch.list(query, row -> of(kind, row), oid)));
        OF_DATABASE.forEach((kind, query) -> answers.add(batch.list(query, row -> of(kind, row))));
        batch.ask(connection);
        return answers.stream().flatMap(answer -> answer.rows().stream()).toList();
    }

    private static Circumstance of(Kind kind, Rows.Row row) throws SQLException {
        return new Circumstance(kind, row.texts("words"));
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
            Batch batch = new Batch();
            Batch.Answer<Circumstance> lacking =
                    batch.list(
                            Sql.of(CircumstanceQueries.STATEMENTS, view.get()).sql(),
                            row -> of(Kind.STATEMENT, row),
                            name,
                            partitionColumn.value());
            Batch.Answer<Circumstance> naming =
                    batch.list(
                            Sql.of(CircumstanceQueries.CTID_STATEMENTS, view.get()).sql(),
                            row -> of(Kind.CTID_STATEMENT, row),
                            name,
                            "ctid");
            batch.ask(connection);
            return Stream.of(lacking, naming).flatMap(answer -> answer.rows().stream()).toList();
        } catch (SQLException e) {
            connection.rollback(savepoint);
            String why = e.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
            return List.of(new Circumstance(Kind.NO_STATEMENTS, List.of(why)));
        }
    }
}
