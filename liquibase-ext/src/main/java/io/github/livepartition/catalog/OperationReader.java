// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads who works on a table, who stands in the way, and who has stopped it. */
record OperationReader(Connection connection) {

    /** Who works on the table now, the first session and those that help it. */
    List<Operation> operations(QualifiedName table) throws SQLException {
        String name = "partition %s.%s".formatted(table.schema().value(), table.name().value());
        Sql query = Sql.of(StatusQueries.OPERATIONS, Advisory.run(table));
        List<Operation> operations = new ArrayList<>();
        for (Found found : Rows.list(connection, query.sql(), OperationReader::found, name, name)) {
            operations.add(found.operation(sessions(found.blockedBy())));
        }
        return operations;
    }

    private record Found(Operation operation, List<Integer> blockedBy) {

        Operation operation(List<Operation.Activity> waitsFor) {
            return new Operation(
                    operation.pid(),
                    operation.name(),
                    operation.seconds(),
                    operation.phase(),
                    operation.percent(),
                    waitsFor);
        }
    }

    private static Found found(Rows.Row row) throws SQLException {
        Optional<Integer> percent = row.optional("percent").map(Integer::valueOf);
        return new Found(
                new Operation(
                        (int) row.number("pid"),
                        row.text("name"),
                        row.number("seconds"),
                        row.optional("phase"),
                        percent.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        List.of()),
                row.texts("blocked_by").stream().map(Integer::valueOf).toList());
    }

    /** Who has stopped the work on the table. */
    Optional<Operation.Activity> pausedBy(QualifiedName table) throws SQLException {
        Sql query = Sql.of(StatusQueries.PAUSED_BY, Advisory.pause(table));
        List<Integer> pids = Rows.list(connection, query.sql(), row -> (int) row.number("pid"));
        return sessions(pids).stream().findFirst();
    }

    private List<Operation.Activity> sessions(List<Integer> pids) throws SQLException {
        List<Operation.Activity> sessions = new ArrayList<>();
        for (int pid : pids) {
            Rows.first(connection, StatusQueries.SESSION, OperationReader::activity, pid)
                    .ifPresent(sessions::add);
        }
        return sessions;
    }

    private static Operation.Activity activity(Rows.Row row) throws SQLException {
        return new Operation.Activity(
                (int) row.number("pid"),
                row.optional("name").filter(name -> !name.isEmpty()),
                row.optional("role"),
                row.text("state"),
                row.number("seconds"),
                row.optional("query").filter(query -> !query.isEmpty()));
    }
}
