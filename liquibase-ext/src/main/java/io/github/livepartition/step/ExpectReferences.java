// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stops the conversion when another table has rows that will not match its foreign key once this
 * has the partition columns: to validate it would fail when the table is converted already.
 *
 * @param key as it is to be
 * @param before how many columns it has now; those after them are of one type on either side
 */
public record ExpectReferences(IncomingForeignKey key, int before, QualifiedName table)
        implements Step {

    @Override
    public String title() {
        return "expect every row to match foreign key " + key.words() + " as it is to be";
    }

    @Override
    public Work work() {
        return Work.SCAN;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                Sql.fill(
                        TEXT,
                        Map.of(
                                "there", new Literal(key.table().sql()),
                                "key", new Literal(key.name().value()),
                                "wrong", Sql.dollarQuote("query", wrong()),
                                "count", Sql.dollarQuote("query", count()),
                                "message",
                                        new Literal(
                                                "table %s has rows that do not match its foreign key %s with the partition column"
                                                        .formatted(key.table(), key.name())),
                                "here", new Literal(table.sql()),
                                "columns", new Literal(Sql.join(", ", key.columns()).text())));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    /** The beginning of a query, up to how the columns it has now are compared. */
    private Sql wrong() {
        List<Sql> given = key.columns().stream().map(c -> Sql.of("i.%s IS NOT NULL", c)).toList();
        return Sql.fill(
                WRONG,
                Map.of(
                        "columns", Sql.join(", ", key.columns()),
                        "there", key.table(),
                        "here", table,
                        "given", Sql.join(key.matchesFull() ? " OR " : " AND ", given)));
    }

    private Sql count() {
        List<Sql> wider = new ArrayList<>();
        for (int i = before; i < key.columns().size(); i++) {
            wider.add(Sql.of("h.%s = i.%s", key.references().get(i), key.columns().get(i)));
        }
        return Sql.fill(
                COUNT,
                Map.of(
                        "columns", Sql.join(", ", key.columns()),
                        "wider", Sql.join(" AND ", wider)));
    }

    /** The columns it has now are compared as it does it; the key may be gone by then. */
    private static final String TEXT =
            """

            DECLARE
              same text;
              wrong bigint;
              such text;
            BEGIN
              SET LOCAL search_path = pg_catalog, pg_temp;
              SELECT string_agg(format('h.%I OPERATOR(%I.%s) i.%I', h.attname, s.nspname, o.oprname, t.attname), ' AND ') INTO same
                FROM pg_constraint AS k, unnest(k.conkey, k.confkey, k.conpfeqop) AS c (there, here, operator)
                JOIN pg_operator AS o ON o.oid = c.operator JOIN pg_namespace AS s ON s.oid = o.oprnamespace, pg_attribute AS t, pg_attribute AS h
               WHERE k.conrelid = to_regclass(${there}) AND k.conname = ${key}
                 AND t.attrelid = k.conrelid AND t.attnum = c.there AND h.attrelid = k.confrelid AND h.attnum = c.here;
              IF same IS NOT NULL THEN
                EXECUTE ${wrong} || same || ${count} INTO wrong, such;
                IF wrong > 0 THEN
                  RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = ${message},
                    DETAIL = format('Table %s has none for %s of them, such as (%s) = %s.', ${here}, wrong, ${columns}, such),
                    HINT = 'Nothing has changed here. UPDATE them, or set incomingForeignKeys to drop.';
                END IF;
              END IF;
            END
            """;

    private static final String WRONG =
            """

            WITH wrong AS MATERIALIZED (
              SELECT ${columns} FROM ${there} AS i WHERE (${given}) AND NOT EXISTS (SELECT FROM ${here} AS h WHERE\s""";

    private static final String COUNT =
            """
            \sAND ${wider}))
            SELECT count(*), (SELECT string_agg(w::text, ', ') FROM (SELECT * FROM wrong ORDER BY ${columns} LIMIT 5) AS w) FROM wrong""";
}
