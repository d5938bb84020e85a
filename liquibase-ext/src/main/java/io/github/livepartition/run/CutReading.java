// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Cuts;
import io.github.livepartition.plan.Facts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** From a connection and a conversion to where it would cut; reads, changes nothing. */
public final class CutReading {

    private CutReading() {}

    /**
     * @param movesBy width of a move, as an interval
     * @throws io.github.livepartition.plan.RefusedException with what is wrong
     */
    public static Cuts read(Connection connection, Conversion conversion, String movesBy)
            throws SQLException {
        return CatalogReader.ask(
                connection,
                catalog -> {
                    Facts facts = Planning.facts(catalog, conversion);
                    boolean cheap =
                            facts.greatestKey().isPresent()
                                    && facts.table()
                                            .filter(t -> isCheap(t, conversion))
                                            .isPresent();
                    Optional<String> least =
                            cheap
                                    ? catalog.leastKey(
                                            conversion.table(), conversion.partitionColumn())
                                    : Optional.empty();
                    return Cuts.of(conversion, facts, least, movesBy);
                });
    }

    private static boolean isCheap(Table table, Conversion conversion) {
        return table.hasIndexOn(conversion.partitionColumn()) || table.bytes() <= Planning.SMALL;
    }
}
