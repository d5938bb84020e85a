// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to move all rows of the old heap to partitions of their months. */
interface Mover extends Contestant {

    /** What the last turn said, beside its measure. */
    Moved moved();

    @Override
    default void undo(Connection connection) throws SQLException {}
}
