// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table in Markdown that can be read on a terminal, too. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... columns) {
        add(columns);
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths =
                IntStream.range(0, rows.get(0).size())
                        .map(
                                i ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(i).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        List<String> rule = IntStream.of(widths).mapToObj("-"::repeat).toList();
        return Stream.concat(Stream.of(rows.get(0), rule), rows.subList(1, rows.size()).stream())
                .map(row -> line(row, widths))
                .collect(Collectors.joining("\n"));
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
