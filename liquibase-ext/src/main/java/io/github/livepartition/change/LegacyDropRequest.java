// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.LegacyDrop;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;

/** An old heap to be dropped. */
record LegacyDropRequest(LegacyDrop drop) implements Request {

    @Override
    public QualifiedName table() {
        return drop.table();
    }

    @Override
    public String title() {
        return "drop %s, the old heap of %s".formatted(drop.legacy(), drop.table());
    }

    @Override
    public Plan forward(Connection connection) throws SQLException {
        return Planning.legacyDrop(connection, drop);
    }

    @Override
    public Plan back(Connection connection) {
        throw new UnsupportedOperationException("what was dropped does not come back");
    }

    @Override
    public Plan futureBack(Connection connection) {
        return back(connection);
    }
}
