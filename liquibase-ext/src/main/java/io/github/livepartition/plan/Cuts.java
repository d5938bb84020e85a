// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Interval;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a conversion and the moves after it would cut a table, for whoever writes their changesets.
 *
 * @param boundary end of the old heap's range, as the attribute takes it
 * @param moves where each of the moves ends that empty the old heap from its beginning; none for a
 *     table of which no row is known
 * @param newPrimaryKey what the primary key must become; empty when it can stay
 */
public record Cuts(String boundary, List<String> moves, List<Identifier> newPrimaryKey) {

    /** More changesets than these are a mistake in the interval. */
    private static final int MOST = 200;

    public Cuts {
        moves = List.copyOf(moves);
        newPrimaryKey = List.copyOf(newPrimaryKey);
    }

    /**
     * @param leastKey of the table; empty when it has no rows, or when nobody knows
     * @param movesBy width of a move, as an interval
     * @throws RefusedException with what is wrong
     */
    public static Cuts of(
            Conversion conversion, Facts facts, Optional<String> leastKey, String movesBy) {
        ConversionChecks checks = new ConversionChecks(conversion, facts);
        Table table = checks.existingTable();
        checks.checkKind(table);
        Optional<KeyType> type = checks.checkKey(table);
        checks.refuseIfAny();
        Optional<Layout> layout = Layout.of(conversion, facts, type.orElseThrow(), checks);
        checks.refuseIfAny();
        PartitionScheme scheme = layout.orElseThrow().scheme();
        Bound end = layout.get().boundary();
        try {
            PartitionScheme moves =
                    new PartitionScheme(
                            type.get(),
                            Interval.parse(movesBy),
                            conversion.keyUnit(),
                            conversion.timeZone());
            return new Cuts(
                    scheme.text(end),
                    facts.greatestKey().isEmpty() ? List.of() : moves(moves, leastKey, end),
                    newPrimaryKey(conversion, table));
        } catch (RangeException e) {
            throw new RefusedException(List.of(Refusals.of(e)));
        }
    }

    private static List<String> moves(PartitionScheme by, Optional<String> least, Bound end) {
        List<String> cuts = new ArrayList<>();
        Optional<Bound> cut = least.map(key -> by.firstAfter(by.parse(key)));
        while (cut.filter(at -> at.compareTo(end) < 0).isPresent()) {
            cuts.add(by.text(cut.get()));
            if (cuts.size() > MOST) {
                throw new RefusedException(
                        List.of(MoveRefusals.tooMany(by.interval().text(), MOST)));
            }
            cut = cut.map(by::firstAfter);
        }
        cuts.add(by.text(end));
        return cuts;
    }

    private static List<Identifier> newPrimaryKey(Conversion conversion, Table table) {
        Identifier column = conversion.partitionColumn();
        List<Identifier> now =
                table.primaryKey().map(Index::columns).orElse(List.of()).stream()
                        .flatMap(Optional::stream)
                        .toList();
        if (!conversion.primaryKeyColumns().isEmpty() || now.isEmpty() || now.contains(column)) {
            return conversion.primaryKeyColumns();
        }
        List<Identifier> wanted = new ArrayList<>(now);
        wanted.add(column);
        return wanted;
    }
}
