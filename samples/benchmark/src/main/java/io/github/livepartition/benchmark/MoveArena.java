// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.run.Planning;
import io.github.livepartition.run.Runner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Where moves take turns: each gets a database of its own, a copy of one with an old heap. */
final class MoveArena implements Race.Turn {

    private static final String DATABASE = "turn";
    private static final double MEGABYTE = 1 << 20;

    private final Server server;
    private final Orders orders;
    private final List<Contestant> contestants;
    private final Map<String, List<Afterwards>> said = new LinkedHashMap<>();

    private record Afterwards(Moved moved, Space legacy, Space months) {}

    MoveArena(Server server, Orders orders, long rows) {
        this.server = server;
        this.orders = orders;
        this.contestants =
                List.of(
                        new BareMove(orders),
                        OurMove.staged(orders, rows),
                        OurMove.slices(orders, rows));
    }

    List<Contestant> contestants() {
        return contestants;
    }

    /** Converts the table by attach. */
    void convert(Connection connection) throws SQLException {
        var conversion = Conversions.of(orders, new Strategy.Attach(Proof.SCAN));
        new Runner(connection, line -> {}).run(() -> Planning.conversion(connection, conversion));
        Server.execute(connection, "VACUUM (ANALYZE) " + orders.legacy());
    }

    @Override
    public Measure of(Contestant contestant) throws SQLException {
        server.copyDatabase(DATABASE);
        try {
            Measure measure = run(contestant);
            listen((Mover) contestant);
            return measure;
        } finally {
            server.dropDatabase(DATABASE);
        }
    }

    private Measure run(Contestant contestant) throws SQLException {
        try (Connection connection = server.connect(DATABASE)) {
            server.checkpoint();
            return contestant.run(connection);
        }
    }

    private void listen(Mover mover) throws SQLException {
        try (Connection connection = server.connect(DATABASE)) {
            said.computeIfAbsent(mover.name(), name -> new ArrayList<>())
                    .add(
                            new Afterwards(
                                    mover.moved(),
                                    Space.of(connection, orders.legacy()),
                                    Space.ofMonths(connection, orders)));
        }
    }

    /** Of all turns together. */
    Table locks() {
        Table table = LockTimes.table();
        said.forEach(
                (name, turns) -> {
                    LockTimes all = new LockTimes();
                    turns.forEach(turn -> all.addAll(turn.moved().locks()));
                    all.describe(name, table);
                });
        return table;
    }

    Table pace() {
        Table table = new Table("", "rows/s at 10 %", "at 90 %", "×");
        said.forEach(
                (name, turns) ->
                        table.add(
                                name,
                                spread(turns, t -> t.moved().rate().at(0.1)).text(0),
                                spread(turns, t -> t.moved().rate().at(0.9)).text(0),
                                spread(
                                                turns,
                                                t ->
                                                        t.moved().rate().at(0.9)
                                                                / t.moved().rate().at(0.1))
                                        .text(2)));
        return table;
    }

    Table space() {
        Table table =
                new Table(
                        "afterwards, MB",
                        "old heap",
                        "its indexes",
                        "its dead rows",
                        "partitions",
                        "their indexes",
                        "their dead rows");
        said.forEach(
                (name, turns) ->
                        table.add(
                                name,
                                megabytes(turns, t -> t.legacy().heap()),
                                megabytes(turns, t -> t.legacy().indexes()),
                                spread(turns, t -> t.legacy().dead()).text(0),
                                megabytes(turns, t -> t.months().heap()),
                                megabytes(turns, t -> t.months().indexes()),
                                spread(turns, t -> t.months().dead()).text(0)));
        return table;
    }

    private static String megabytes(List<Afterwards> turns, ToDoubleFunction<Afterwards> bytes) {
        return spread(turns, turn -> bytes.applyAsDouble(turn) / MEGABYTE).text(0);
    }

    private static Spread spread(List<Afterwards> turns, ToDoubleFunction<Afterwards> value) {
        return Spread.of(turns.stream().mapToDouble(value).boxed().toList());
    }
}
