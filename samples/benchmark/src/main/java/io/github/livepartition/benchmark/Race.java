// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Contestants that take turns: what slows the machine down for a while slows all of them. Ratios
 * are those of one round to the first contestant.
 */
final class Race {

    /** Has a contestant run, and leaves everything as it was before. */
    @FunctionalInterface
    interface Turn {
        Measure of(Contestant contestant) throws SQLException;
    }

    private final List<Contestant> contestants;
    private final Turn turn;
    private final List<List<Measure>> rounds = new ArrayList<>();

    Race(List<Contestant> contestants, Turn turn) {
        this.contestants = List.copyOf(contestants);
        this.turn = turn;
    }

    /** One turn of each. */
    void round() throws SQLException {
        List<Measure> round = new ArrayList<>();
        for (Contestant contestant : contestants) {
            round.add(turn.of(contestant));
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
