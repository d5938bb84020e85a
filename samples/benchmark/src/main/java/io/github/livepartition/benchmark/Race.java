// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Contestants that take turns: what slows the machine down for a while slows all of them. Ratios
 * are those of one round to the first contestant.
 */
final class Race {

    private final Server server;
    private final Orders orders;
    private final List<Contestant> contestants;
    private final List<List<Measure>> rounds = new ArrayList<>();

    Race(Server server, Orders orders, List<Contestant> contestants) {
        this.server = server;
        this.orders = orders;
        this.contestants = List.copyOf(contestants);
    }

    /** One turn of each. */
    void round() throws SQLException {
        List<Measure> round = new ArrayList<>();
        for (Contestant contestant : contestants) {
            try (Connection connection = server.connect()) {
                server.checkpoint();
                round.add(contestant.run(connection));
                contestant.undo(connection);
                orders.settle(connection);
            }
        }
        rounds.add(round);
    }

    List<Measure> of(int contestant) {
        return rounds.stream().map(round -> round.get(contestant)).toList();
    }

    List<Measure> first() {
        return of(0);
    }

    int size() {
        return contestants.size();
    }

    String name(int contestant) {
        return contestants.get(contestant).name();
    }
}
