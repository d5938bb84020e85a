// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the foreign keys that point at a table, and whether they may be made anew. */
final class IncomingKeys {

    private IncomingKeys() {}

    private static final String COLUMNS =
            """
      SELECT k.conname AS name, n.nspname AS schema, r.relname AS relation, pg_get_userbyid(r.relowner) AS owner,
             pg_get_constraintdef(k.oid) AS definition, k.convalidated AS validated, r.relkind = 'p' AS partitioned, r.relispartition AS of_partition,
             k.confdeltype IN ('c', 'n', 'd') AS acts, obj_description(k.oid, 'pg_constraint') AS comment,
             k.confupdtype IN ('n', 'd') OR k.confdeltype IN ('n', 'd') AND to_jsonb(k) ->> 'confdelsetcols' IS NULL AS empties,
             CASE WHEN starts_with(pg_get_constraintdef(k.oid), c.head) THEN substr(pg_get_constraintdef(k.oid), 1 + length(c.head)) END AS rest, c.own,
             ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS key (attnum, n)
                     JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = key.attnum ORDER BY key.n) AS columns
      FROM (SELECT ?::bigint::oid) AS it (oid), pg_constraint AS k JOIN pg_class AS r ON r.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = r.relnamespace,
      LATERAL (SELECT format('FOREIGN KEY (%s) REFERENCES %s(%s)', string_agg(quote_ident(t.attname), ', ' ORDER BY key.n), k.confrelid::regclass,
                             string_agg(quote_ident(h.attname), ', ' ORDER BY key.n)) AS head, array_agg(t.attname::text ORDER BY key.n) AS own
                 FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS key (there, here, n)
                 JOIN pg_attribute AS t ON t.attrelid = k.conrelid AND t.attnum = key.there
                 JOIN pg_attribute AS h ON h.attrelid = k.confrelid AND h.attnum = key.here) AS c
      """;

    private static final String OF_TABLE =
            COLUMNS
                    + """
      -- there is no index on confrelid
      WHERE k.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_constraint'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = it.oid)
        AND k.confrelid = it.oid AND k.contype = 'f' AND k.conparentid = 0
      ORDER BY n.nspname COLLATE "C", r.relname COLLATE "C", k.conname COLLATE "C\"""";

    /** To make one anew its table's owner needs what it needed when it was made. */
    private static final String MISSING =
            """
      SELECT missing FROM (
        SELECT DISTINCT n, format(text, '"' || replace(pg_get_userbyid(role), '"', '""') || '"', thing) AS missing FROM (
          SELECT 1 AS n, 'membership in role %1$s, the owner of table %2$s' AS text, r.relowner AS role, r.oid::regclass::text AS thing
            FROM pg_constraint AS k JOIN pg_class AS r ON r.oid = k.conrelid
           WHERE k.confrelid = ${table} AND k.contype = 'f' AND k.conparentid = 0 AND NOT pg_has_role(session_user, r.relowner, '${set}')
          UNION ALL
          SELECT 2, 'REFERENCES on table %2$s for role %1$s', r.relowner, k.confrelid::regclass::text
            FROM pg_constraint AS k JOIN pg_class AS r ON r.oid = k.conrelid
           WHERE k.confrelid = ${table} AND k.contype = 'f' AND k.conparentid = 0
             AND EXISTS (SELECT FROM unnest(k.confkey) AS key WHERE NOT has_column_privilege(r.relowner, k.confrelid, key, 'REFERENCES'))
        ) AS rights) AS named ORDER BY n, missing COLLATE "C\"""";

    static Batch.Answer<IncomingForeignKey> of(Batch batch, long oid) {
        return batch.list(OF_TABLE, IncomingKeys::key, oid);
    }

    /** The rights that lack to drop them and to make them anew, each as a phrase. */
    static List<String> missingRights(Connection connection, long oid) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return Rows.list(
                connection,
                MISSING.replace("${set}", major >= 16 ? "SET" : "MEMBER")
                        .replace("${table}", Long.toString(oid)),
                row -> row.text("missing"));
    }

    /** Of a column of another table that is to be compared with one here. */
    private static final String TYPE =
            """
      SELECT format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped""";

    static Optional<String> type(Connection connection, QualifiedName table, Identifier column)
            throws SQLException {
        return Rows.first(
                connection,
                TYPE,
                row -> row.text("type"),
                table.schema().value(),
                table.name().value(),
                column.value());
    }

    private static IncomingForeignKey key(Rows.Row row) throws SQLException {
        return new IncomingForeignKey(
                row.identifier("name"),
                row.name("schema", "relation"),
                row.identifier("owner"),
                row.sql("definition"),
                row.identifiers("own"),
                row.identifiers("columns"),
                row.optional("rest").map(Sql::verbatim),
                row.is("validated"),
                row.is("partitioned"),
                row.is("of_partition"),
                row.is("acts"),
                row.is("empties"),
                row.optional("comment"));
    }
}
