// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.ExtentReader;
import io.github.livepartition.catalog.ReadRate;
import io.github.livepartition.plan.Estimate;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From a connection and plans to what they may take; reads each table's speed once, and briefly.
 */
public final class EstimateReading {

    private final Connection connection;
    private final Map<QualifiedName, Optional<ReadRate>> rates = new HashMap<>();

    /**
     * @param connection in autocommit, which is left as it was
     */
    public EstimateReading(Connection connection) {
        this.connection = connection;
    }

    /** What somebody has locked, and what the role may not read, is not known then. */
    public Estimate read(Plan plan) throws SQLException {
        Map<Estimate.Part, Extent> extents = new HashMap<>();
        Optional<ReadRate> rate = Optional.empty();
        for (Estimate.Part part : Estimate.parts(plan)) {
            ExtentReader.ask(connection, reader -> reader.of(part.table(), part.rows()))
                    .flatMap(extent -> extent)
                    .ifPresent(extent -> extents.put(part, extent));
            if (rate.isEmpty() && extents.containsKey(part)) {
                rate = rate(part.table());
            }
        }
        return Estimate.of(plan, extents, rate);
    }

    private Optional<ReadRate> rate(QualifiedName table) throws SQLException {
        if (!rates.containsKey(table)) {
            rates.put(
                    table,
                    ExtentReader.ask(connection, reader -> reader.readRate(table))
                            .flatMap(rate -> rate));
        }
        return rates.get(table);
    }
}
