// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.KeyValues;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.KeyFacts;
import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.sql.Identifier;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a planner must know of the partition columns of a copy. */
record KeyReading(CatalogReader catalog, Table table) {

    /** Of the columns that there are. */
    Map<Identifier, KeyFacts> facts(Strategy.Copy copy) throws SQLException {
        boolean mayRead = catalog.mayRead(table.name());
        Map<Identifier, KeyFacts> facts = new HashMap<>();
        for (PartitionBy by : copy.levels()) {
            Optional<KeyValues> values = catalog.keyValues(table.name(), by.column());
            if (values.isPresent()) {
                facts.put(by.column(), facts(by, values.get(), mayRead));
            }
        }
        return facts;
    }

    private KeyFacts facts(PartitionBy by, KeyValues values, boolean mayRead) throws SQLException {
        boolean index = table.hasIndexOn(by.column());
        boolean small = table.bytes() <= Planning.SMALL;
        if (by instanceof PartitionBy.ByRange range) {
            return range(range, mayRead && (index || small));
        }
        if (by instanceof PartitionBy.ByList list && values.isOrdered()) {
            return list(list, values, mayRead && (index && values.canProbe() || small), index);
        }
        return by instanceof PartitionBy.ByHash ? none(true, values.isHashed()) : none(false, true);
    }

    private KeyFacts range(PartitionBy.ByRange by, boolean read) throws SQLException {
        return new KeyFacts(
                read,
                read ? catalog.leastKey(table.name(), by.column()) : Optional.empty(),
                read ? catalog.greatestKey(table.name(), by.column()) : Optional.empty(),
                true,
                true,
                List.of(),
                List.of(),
                List.of());
    }

    private static KeyFacts none(boolean ordered, boolean hashed) {
        return new KeyFacts(
                true,
                Optional.empty(),
                Optional.empty(),
                ordered,
                hashed,
                List.of(),
                List.of(),
                List.of());
    }

    private static KeyFacts list(
            PartitionBy.ByList by, KeyValues values, boolean read, boolean index)
            throws SQLException {
        List<Optional<String>> typed = values.read(by.values());
        boolean good = typed.stream().allMatch(Optional::isPresent);
        List<String> known = typed.stream().flatMap(Optional::stream).toList();
        return new KeyFacts(
                read,
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                typed,
                good ? values.firstEqual(known) : List.of(),
                good && read && !by.hasRest()
                        ? values.others(known, by.takesNull(), index)
                        : List.of());
    }
}
