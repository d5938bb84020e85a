// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Where more sessions come from, for stages that several can share. */
@FunctionalInterface
public interface Sessions {

    /** There are none but the one that runs. */
    Sessions NONE =
            () -> {
                throw new SQLFeatureNotSupportedException("there is no way to open one here");
            };

    /**
     * One more, as the same user in the same database, to be closed by the caller.
     *
     * @throws SQLException when it cannot be had; the run goes on without it
     */
    Connection open() throws SQLException;
}
