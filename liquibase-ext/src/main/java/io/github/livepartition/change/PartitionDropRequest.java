// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.run.Planning;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** An old heap to be dropped, or taken off. */
record PartitionDropRequest(PartitionDrop drop) implements Request {

    @Override
    public QualifiedName table() {
        return drop.table();
    }

    @Override
    public String title() {
        return drop.title();
    }

    @Override
    public boolean isReady(Connection connection) throws SQLException {
        return Planning.isPartitioned(connection, drop.table());
    }

    /** A move of the same script may be still to take its rows. */
    @Override
    public Optional<Unready> unready(Connection connection) throws SQLException {
        return Planning.isInUse(connection, drop)
                ? Optional.of(new Unready(drop.legacy(), "free to be dropped"))
                : Optional.empty();
    }

    @Override
    public Plan forward(Connection connection) throws SQLException {
        return Planning.partitionDrop(connection, drop);
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
