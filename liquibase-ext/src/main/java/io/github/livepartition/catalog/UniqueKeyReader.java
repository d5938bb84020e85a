// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the unique indexes of a table and what they would be with more columns. */
final class UniqueKeyReader {

    private UniqueKeyReader() {}

    /**
     * PostgreSQL prints a definition whole. Where its list of keys ends follows from what comes
     * after it, which is put together here and compared: what differs is left as it is.
     */
    private static final String KEYS =
            """
      SELECT name, method, definition AS constraint, comment, constraint_comment, terms, condition, nulls_equal, deferral,
             CASE WHEN right(method, length(rest)) = rest AND more <> '' THEN left(method, -length(rest)) || ', ' || more || rest END AS wider,
             CASE WHEN starts_with(definition, list || ')') AND more <> '' THEN list || ', ' || more || substr(definition, length(list) + 1) END AS wider_constraint
      FROM (
        SELECT c.relname AS name, k.conname, ${constraint} AS definition,
               obj_description(c.oid, 'pg_class') AS comment, obj_description(k.oid, 'pg_constraint') AS constraint_comment,
               substr(${definition}, 1 + length(format('CREATE UNIQUE INDEX %I ON %s%s ', c.relname,
                 CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END, i.indrelid::regclass))) AS method,
               concat(')',
                 (SELECT ' INCLUDE (' || string_agg(quote_ident(a.attname), ', ' ORDER BY key.n) || ')'
                    FROM unnest(i.indkey[i.indnkeyatts:i.indnatts - 1]) WITH ORDINALITY AS key (attnum, n)
                    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = key.attnum),
                 CASE WHEN o.nulls_equal THEN ' NULLS NOT DISTINCT' END,
                 ' WITH (' || ${parameters} || ')',
                 ' TABLESPACE ' || quote_ident(${tablespace}),
                 ' WHERE ' || pg_get_expr(i.indpred, i.indrelid)) AS rest,
               concat('UNIQUE ', CASE WHEN o.nulls_equal THEN 'NULLS NOT DISTINCT ' END, '(', o.columns) AS list,
               ARRAY(SELECT pg_get_indexdef(i.indexrelid, n, false) FROM generate_series(1, i.indnkeyatts) AS n) AS terms,
               pg_get_expr(i.indpred, i.indrelid) AS condition, o.nulls_equal,
               concat(CASE WHEN k.condeferrable THEN ' DEFERRABLE' END, CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END) AS deferral,
               coalesce((SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY p.n) FROM unnest(?::text[]) WITH ORDINALITY AS p (name, n)
                 JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attname = p.name AND a.attnum <> ALL (i.indkey[0:i.indnkeyatts - 1])), '') AS more
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype = 'u',
        LATERAL (SELECT coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false')::boolean,
                        (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY key.n) FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS key (attnum, n)
                           JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = key.attnum)) AS o (nulls_equal, columns)
        WHERE i.indrelid = ? AND i.indisunique AND NOT i.indisprimary
          AND NOT EXISTS (SELECT FROM pg_constraint AS e WHERE e.conindid = i.indexrelid AND e.contype = 'x')
      ) AS keys ORDER BY name COLLATE "C\""""
                    .replace("${definition}", IndexText.DEFINITION)
                    .replace("${constraint}", IndexText.CONSTRAINT)
                    .replace("${parameters}", IndexText.PARAMETERS)
                    .replace("${tablespace}", IndexText.TABLESPACE);

    static List<UniqueKey> of(Connection connection, long oid, List<Identifier> columns)
            throws SQLException {
        String[] names = columns.stream().map(Identifier::value).toArray(String[]::new);
        return Rows.list(
                connection,
                KEYS,
                UniqueKeyReader::key,
                connection.createArrayOf("text", names),
                oid);
    }

    private static UniqueKey key(Rows.Row row) throws SQLException {
        return new UniqueKey(
                row.identifier("name"),
                row.sql("method"),
                row.optional("constraint").map(Sql::verbatim),
                row.optional("wider").map(Sql::verbatim),
                row.optional("wider_constraint").map(Sql::verbatim),
                row.sql("deferral"),
                row.texts("terms").stream().map(Sql::verbatim).toList(),
                row.optional("condition").map(Sql::verbatim),
                row.is("nulls_equal"),
                row.optional("comment"),
                row.optional("constraint_comment"));
    }
}
