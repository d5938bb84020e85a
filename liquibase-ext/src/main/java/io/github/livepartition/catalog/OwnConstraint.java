// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Sql;

/**
 * What is a constraint of its own. A foreign key to a partitioned table has a row of pg_constraint
 * for each of that table's partitions besides its own; before PostgreSQL 18 these stay as they were
 * made, NOT VALID where it was.
 */
public final class OwnConstraint {

    /** A condition of a row k of pg_constraint. */
    static final String TEXT =
            "NOT EXISTS (SELECT FROM pg_constraint AS p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)";

    private OwnConstraint() {}

    /** A condition of a row k of pg_constraint; it needs pg_catalog in the search path. */
    public static Sql condition() {
        return Sql.verbatim(TEXT);
    }
}
