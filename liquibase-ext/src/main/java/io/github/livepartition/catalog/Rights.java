// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the session's role may not do, and must be able to do for a conversion. */
final class Rights {

    private Rights() {}

    /**
     * Statements by themselves use what the session inherits; transactions take the owner's role,
     * and to replace a view, its owner's.
     */
    private static final String MISSING =
            """
      WITH it AS (
        SELECT c.oid, c.relowner AS owner, s.oid AS schema, s.nspname FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
         WHERE s.nspname = ? AND c.relname = ?),
      views AS (
        SELECT DISTINCT v.oid, v.relowner AS owner, v.relnamespace AS schema, it.schema AS table_schema FROM it
          JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = it.oid
          JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind = 'v'
           AND v.relpersistence = 'p')
      SELECT missing FROM (
        SELECT 1 AS n, format('membership in role "%s", the owner of the table', pg_get_userbyid(owner)) AS missing
          FROM it WHERE NOT pg_has_role(owner, 'MEMBER')
        UNION ALL
        SELECT 1, format('INHERIT with the membership in role "%s", the owner of the table', pg_get_userbyid(owner))
          FROM it WHERE pg_has_role(owner, 'MEMBER') AND NOT pg_has_role(owner, 'USAGE')
        UNION ALL
        SELECT 1, format('SET with the membership in role "%s", the owner of the table', pg_get_userbyid(owner))
          FROM it WHERE pg_has_role(owner, 'MEMBER') AND NOT pg_has_role(owner, '${set}')
        UNION ALL
        SELECT 2, format('CREATE on schema "%s" for role "%s"', nspname, pg_get_userbyid(owner))
          FROM it WHERE NOT has_schema_privilege(owner, schema, 'CREATE')
        UNION ALL
        SELECT 2, format('SELECT on table %s for role "%s"', oid::regclass, pg_get_userbyid(owner))
          FROM it WHERE NOT has_table_privilege(owner, oid, 'SELECT')
        UNION ALL
        SELECT 2, format('UPDATE, DELETE or TRUNCATE on table %s, to lock it, for role "%s"', oid::regclass, pg_get_userbyid(owner))
          FROM it WHERE NOT has_table_privilege(owner, oid, 'UPDATE, DELETE, TRUNCATE')
        UNION ALL
        SELECT 2, format('SELECT on sequence %s for role "%s"', i.objid::regclass, pg_get_userbyid(owner))
          FROM it JOIN pg_depend AS i ON i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = it.oid
            AND i.deptype = 'i' JOIN pg_class AS s ON s.oid = i.objid AND s.relkind = 'S'
         WHERE NOT has_sequence_privilege(owner, s.oid, 'SELECT')
        UNION ALL
        SELECT DISTINCT 3, format('REFERENCES on table %s for role "%s"', k.confrelid::regclass, pg_get_userbyid(owner))
          FROM it JOIN pg_constraint AS k ON k.conrelid = it.oid AND k.contype = 'f'
         WHERE NOT has_any_column_privilege(owner, k.confrelid, 'REFERENCES')
        UNION ALL
        SELECT 4, format('membership in role "%s", the owner of view %s', pg_get_userbyid(owner), oid::regclass)
          FROM views WHERE NOT pg_has_role(owner, '${set}')
        UNION ALL
        SELECT DISTINCT 5, format('%s on schema "%s" for role "%s", the owner of view %s', needed, nspname, pg_get_userbyid(owner), views.oid::regclass)
          FROM views, LATERAL (VALUES ('CREATE', schema), ('USAGE', schema), ('USAGE', table_schema)) AS n (needed, id)
          JOIN pg_namespace ON pg_namespace.oid = id WHERE NOT has_schema_privilege(owner, id, needed)
      ) AS rights ORDER BY n, missing COLLATE "C\"""";

    static List<String> missing(Connection connection, Table table) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return Rows.list(
                connection,
                MISSING.replace("${set}", major >= 16 ? "SET" : "MEMBER"),
                row -> row.text("missing"),
                table.name().schema().value(),
                table.name().name().value());
    }
}
