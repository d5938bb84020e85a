// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a {@link Race} says, as tables. */
record RaceReport(Race race, long rows) {

    private static final double SECOND = 1e9;

    Table totals() {
        Table table =
                new Table("", "s", "rows/s", "× " + than(), "WAL, bytes per row", "× " + than());
        for (int i = 0; i < race.size(); i++) {
            table.add(
                    race.name(i),
                    spread(race.of(i), m -> m.nanos() / SECOND).text(2),
                    spread(race.of(i), m -> rows / (m.nanos() / SECOND)).text(0),
                    ratios(i, Measure::nanos).text(2),
                    spread(race.of(i), m -> (double) m.wal() / rows).text(0),
                    ratios(i, Measure::wal).text(2));
        }
        return table;
    }

    private String than() {
        return "the " + race.name(0);
    }

    Table stages() {
        Table table = new Table("", "stage", "s", "× the whole " + race.name(0));
        for (int i = 0; i < race.size(); i++) {
            for (String stage : titles(i)) {
                ToDoubleFunction<Measure> time = m -> m.stages().getOrDefault(stage, 0L);
                table.add(
                        race.name(i),
                        shorter(stage),
                        spread(race.of(i), m -> time.applyAsDouble(m) / SECOND).text(2),
                        ratios(i, time, Measure::nanos).text(2));
            }
        }
        return table;
    }

    /** Without the names of tables, which say nothing here. */
    private static String shorter(String stage) {
        return stage.replaceAll("( (of|to|with|into))? \"app\"\\S+", "");
    }

    private Set<String> titles(int contestant) {
        return race.of(contestant).get(0).stages().keySet();
    }

    private Spread ratios(int contestant, ToDoubleFunction<Measure> value) {
        return ratios(contestant, value, value);
    }

    private Spread ratios(
            int contestant, ToDoubleFunction<Measure> value, ToDoubleFunction<Measure> whole) {
        List<Measure> ours = race.of(contestant);
        return Spread.of(
                IntStream.range(0, ours.size())
                        .mapToObj(
                                i ->
                                        value.applyAsDouble(ours.get(i))
                                                / whole.applyAsDouble(race.first().get(i)))
                        .toList());
    }

    private static Spread spread(List<Measure> measures, ToDoubleFunction<Measure> value) {
        return Spread.of(measures.stream().mapToDouble(value).boxed().toList());
    }
}
