// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks PostgreSQL about the values of a partition column: only it knows its types.
 *
 * @param type with its precision
 * @param plain without
 * @param collation {@code COLLATE …}, or empty text
 * @param plainOrder whether its comparisons are those of {@code pg_catalog}
 */
public record KeyValues(
        Connection connection,
        QualifiedName table,
        Identifier column,
        Sql type,
        Sql plain,
        Sql collation,
        boolean plainOrder) {

    private static final int MOST = 11;

    static Optional<KeyValues> of(Connection connection, QualifiedName table, Identifier column)
            throws SQLException {
        return Rows.first(
                connection,
                COLUMN,
                row ->
                        new KeyValues(
                                connection,
                                table,
                                column,
                                row.sql("type"),
                                row.sql("plain"),
                                row.sql("collation"),
                                row.is("plain_order")),
                table.schema().value(),
                table.name().value(),
                column.value());
    }

    /** Whether there is an order of the type, as PARTITION BY LIST needs it. */
    public boolean isOrdered() throws SQLException {
        return attempt(
                        Sql.of(
                                "SELECT NULL AS value FROM ONLY %s WHERE false ORDER BY %s",
                                table, column))
                .isPresent();
    }

    /** Whether the type has a hash, as PARTITION BY HASH needs it. */
    public boolean isHashed() throws SQLException {
        return attempt(Sql.of("SELECT hash_record_extended(ROW(NULL::%s), 0)::text AS value", type))
                .isPresent();
    }

    /** Each text as PostgreSQL prints it; empty for what is no value of the column. */
    public List<Optional<String>> read(List<String> texts) throws SQLException {
        Sql query =
                Sql.of(
                        "SELECT typed::text AS value FROM (SELECT CAST(? AS %s) AS typed, CAST(? AS %s) AS given) AS v WHERE record_eq(ROW(typed), ROW(given))",
                        type, plain);
        List<Optional<String>> values = new ArrayList<>();
        for (String text : texts) {
            values.add(attempt(query, text, text).flatMap(rows -> rows.stream().findFirst()));
        }
        return values;
    }

    /** For each value the position of the first that is equal to it. */
    public List<Integer> firstEqual(List<String> values) throws SQLException {
        return Rows.list(
                connection,
                Sql.of(
                                "SELECT min(n) OVER (PARTITION BY CAST(v AS %s)%s) - 1 AS first FROM unnest(?) WITH ORDINALITY AS v (v, n) ORDER BY n",
                                type, collation)
                        .sql(),
                row -> (int) row.number("first"),
                array(values));
    }

    /**
     * Up to eleven keys that are none of these values; an empty one is NULL. With an index that
     * leads with the column, a probe for each of the values and each that is found; else a scan.
     */
    public List<Optional<String>> others(List<String> values, boolean nulls, boolean index)
            throws SQLException {
        Sql none =
                Sql.of(
                        "SELECT value::text AS text FROM (%s EXCEPT SELECT CAST(x AS %s)%s FROM unnest(?) AS x) AS other ORDER BY value LIMIT %s",
                        index && plainOrder ? probes(values.size() + MOST) : scan(),
                        type,
                        collation,
                        number(MOST));
        List<Optional<String>> others =
                new ArrayList<>(
                        Rows.list(
                                connection,
                                none.sql(),
                                row -> row.optional("text"),
                                array(values)));
        if (!nulls && others.size() < MOST && hasNull()) {
            others.add(Optional.empty());
        }
        return others;
    }

    /** Whether {@link #others} needs no scan where an index leads with the column. */
    public boolean canProbe() {
        return plainOrder;
    }

    private Sql scan() {
        return Sql.of(
                "SELECT DISTINCT s.%s AS value FROM ONLY %s AS s WHERE s.%s IS NOT NULL",
                column, table, column);
    }

    private Sql probes(int count) {
        return Sql.of(
                """
                SELECT value FROM (WITH RECURSIVE found (value, n) AS (
                  (SELECT s.%s, 1 FROM ONLY %s AS s WHERE s.%s IS NOT NULL ORDER BY s.%s LIMIT 1)
                  UNION ALL
                  SELECT (SELECT s.%s FROM ONLY %s AS s WHERE s.%s > found.value ORDER BY s.%s LIMIT 1), n + 1
                    FROM found WHERE found.value IS NOT NULL AND n < %s
                ) TABLE found) AS found WHERE value IS NOT NULL""",
                column, table, column, column, column, table, column, column, number(count));
    }

    private boolean hasNull() throws SQLException {
        Sql query =
                Sql.of("SELECT EXISTS (SELECT FROM ONLY %s WHERE %s IS NULL) AS it", table, column);
        return Rows.first(connection, query.sql(), row -> row.is("it")).orElseThrow();
    }

    private static Sql number(int number) {
        return Sql.verbatim(Integer.toString(number));
    }

    private java.sql.Array array(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** The column "value"; empty when PostgreSQL cannot do it with these values or this type. */
    private Optional<List<String>> attempt(Sql query, Object... parameters) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            return Optional.of(
                    Rows.list(connection, query.sql(), row -> row.text("value"), parameters));
        } catch (SQLException e) {
            connection.rollback(savepoint);
            // data exception, integrity constraint violation (of a domain), no such operator
            if (e.getSQLState() == null || !e.getSQLState().matches("(22|23|42).*")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static final String COLUMN =
            """
      SELECT format_type(a.atttypid, a.atttypmod) AS type, format_type(a.atttypid, -1) AS plain,
             coalesce((SELECT format(' COLLATE %I.%I', s.nspname, l.collname) FROM pg_collation AS l
                         JOIN pg_namespace AS s ON s.oid = l.collnamespace WHERE l.oid = a.attcollation), '') AS collation,
             y.typtype = 'e' OR y.typtype IN ('b', 'r') AND y.typnamespace = 'pg_catalog'::regnamespace AS plain_order
      FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_type AS y ON y.oid = a.atttypid
      WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND a.attnum > 0""";
}
