// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * The statistics target of an expression in an index.
 *
 * @param number of the column in the index, from 1
 */
public record IndexStatistics(Identifier index, int number, int target) implements Belonging {

    static final String QUERY =
            """
            SELECT c.relname AS index, attnum AS number, attstattarget AS target FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
              JOIN pg_attribute ON attrelid = c.oid WHERE indrelid = ? AND attstattarget >= 0 ORDER BY c.relname COLLATE "C", attnum""";

    @Override
    public String words() {
        return "the statistics target of index " + index;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(
                Sql.of(
                        "ALTER INDEX %s %s;\n%s",
                        table.withName(index), action(), each(table, Sql.verbatim("true"))));
    }

    @Override
    public Optional<Sql> giveToIndexed(QualifiedName table, QualifiedName partition) {
        return Optional.of(each(table, Leaves.indexOf(partition)));
    }

    private Sql each(QualifiedName table, Sql condition) {
        return Leaves.each(
                table.withName(index),
                Sql.of(
                        "'ALTER INDEX ' || relid::regclass || %s",
                        new Literal(" " + action().text())),
                condition);
    }

    private Sql action() {
        return Sql.verbatim("ALTER COLUMN %d SET STATISTICS %d".formatted(number, target));
    }
}
