// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.SQLException;

/** Told before each part of a copy, and with {@link #END} after the last. */
@FunctionalInterface
interface Between {

    String END = "end";

    Between NOTHING = stage -> {};

    void before(String stage) throws SQLException;
}
