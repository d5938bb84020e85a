// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;

/** Statements for everything below a table, however many there are. */
final class Leaves {

    private Leaves() {}

    /**
     * Executes a text for each partition.
     *
     * @param text an expression for the text of the statement, in which {@code relid} is the OID of
     *     a partition
     * @param condition on {@code relid}, or {@code true}
     */
    static Sql each(QualifiedName table, Sql text, Sql condition) {
        return Sql.of(
                """
                FOR helper IN SELECT %s FROM %s AS tree WHERE level > 0 AND %s LOOP
                  EXECUTE helper;
                END LOOP;""",
                text, PartitionTree.of(regclass(table)), condition);
    }

    /** The same for all. */
    static Sql each(QualifiedName table, Sql text) {
        return each(table, text, Sql.verbatim("true"));
    }

    /** Whether an index is one of that partition. */
    static Sql indexOf(QualifiedName partition) {
        return Sql.of(
                "(SELECT indrelid FROM pg_index WHERE indexrelid = relid) = %s",
                regclass(partition));
    }

    static Sql regclass(QualifiedName name) {
        return Sql.of("%s::regclass", new Literal(name.sql()));
    }

    /** {@code ALTER TABLE … } with what follows the name. */
    static Sql alter(Sql action) {
        return Sql.of("'ALTER TABLE ' || relid::regclass || %s", new Literal(" " + action.text()));
    }
}
