// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to copy the table, or to move its rows. */
interface Contestant {

    String name();

    Measure run(Connection connection) throws SQLException;

    /** Afterwards everything is as before; moves get another database instead. */
    default void undo(Connection connection) throws SQLException {}
}
