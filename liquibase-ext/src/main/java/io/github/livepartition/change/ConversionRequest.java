// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Ahead;
import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;

/** A table to be partitioned, or its way back. */
record ConversionRequest(Conversion conversion) implements Request {

    @Override
    public QualifiedName table() {
        return conversion.table();
    }

    @Override
    public String title() {
        return "partition %s by %s".formatted(conversion.table(), conversion.by());
    }

    @Override
    public Plan forward(Connection connection) throws SQLException {
        return Planning.conversion(connection, conversion);
    }

    @Override
    public boolean canBeDoneAhead(Stage stage) {
        return Ahead.prepares(stage);
    }

    @Override
    public Plan back(Connection connection) throws SQLException {
        return Planning.reversion(connection, conversion);
    }

    @Override
    public Plan futureBack(Connection connection) throws SQLException {
        return Planning.futureReversion(connection, conversion);
    }
}
