// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import liquibase.database.Database;

/** PostgreSQL itself: in Liquibase its relatives, such as CockroachDB, inherit from it. */
final class Postgres {

    static final String NAME = "postgresql";

    private Postgres() {}

    static boolean is(Database database) {
        return database.getShortName().equals(NAME);
    }
}
