// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Finds values by which rows would not be unique. */
final class DoubledKeys {

    private DoubledKeys() {}

    /** The innermost names are those of the columns: what a definition says, it says of them. */
    private static final String QUERY =
            """
            SELECT format('(%%s)', concat_ws(', ', %1$s)) AS key FROM (
              SELECT %1$s FROM (SELECT %2$s FROM %3$s WHERE %4$s >= %5$s AND (%6$s)) AS n
               WHERE EXISTS (SELECT FROM ONLY %7$s WHERE (%6$s) AND %8$s)
              UNION
              SELECT %1$s FROM (SELECT %2$s FROM %3$s WHERE %4$s >= %5$s AND (%6$s)) AS n
               WHERE %9$s GROUP BY %1$s HAVING count(*) > 1
            ) AS doubled ORDER BY %1$s LIMIT 10""";

    /**
     * Keys, at most ten, that stand in more than one row when the partitions after legacy are
     * counted in; rows within legacy are not compared with each other.
     */
    static List<String> of(
            Connection connection,
            QualifiedName table,
            Partitioning.Partition legacy,
            Identifier partitionColumn,
            UniqueKey key)
            throws SQLException {
        String condition = key.condition().map(Sql::text).orElse("true");
        String equals = key.nullsEqual() ? "IS NOT DISTINCT FROM" : "=";
        IntFunction<String> term = i -> key.terms().get(i).text();
        String query =
                QUERY.formatted(
                        each(key, ", ", i -> "k" + i),
                        each(key, ", ", i -> "%s AS k%d".formatted(term.apply(i), i)),
                        table.sql(),
                        partitionColumn.sql(),
                        legacy.upper().sql(),
                        condition,
                        legacy.name().sql(),
                        each(
                                key,
                                " AND ",
                                i -> "(%s) %s n.k%d".formatted(term.apply(i), equals, i)),
                        key.nullsEqual()
                                ? "true"
                                : each(key, " AND ", i -> "k%d IS NOT NULL".formatted(i)));
        return Rows.list(connection, query, row -> row.text("key"));
    }

    private static String each(UniqueKey key, String between, IntFunction<String> text) {
        return String.join(between, IntStream.range(0, key.terms().size()).mapToObj(text).toList());
    }
}
