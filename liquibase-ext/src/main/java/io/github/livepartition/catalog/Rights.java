// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the session's role may not do, and must be able to do for a conversion. */
final class Rights {

    private Rights() {}

    private static final String MISSING =
            """
      SELECT missing FROM (
        SELECT 1 AS n, format('membership in role "%s", the owner of the table', pg_get_userbyid(c.relowner)) AS missing
          FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
         WHERE s.nspname = ? AND c.relname = ? AND NOT pg_has_role(c.relowner, 'USAGE')
        UNION ALL
        SELECT 2, format('CREATE on schema "%s" for role "%s"', s.nspname, pg_get_userbyid(c.relowner))
          FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
         WHERE s.nspname = ? AND c.relname = ? AND NOT has_schema_privilege(c.relowner, s.oid, 'CREATE')
        UNION ALL
        SELECT DISTINCT 3, format('REFERENCES on table %s for role "%s"', k.confrelid::regclass, pg_get_userbyid(c.relowner))
          FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
          JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'f'
         WHERE s.nspname = ? AND c.relname = ? AND NOT has_any_column_privilege(c.relowner, k.confrelid, 'REFERENCES')
        UNION ALL
        SELECT DISTINCT 4, format('membership in role "%s", the owner of view %s', pg_get_userbyid(v.relowner), v.oid::regclass)
          FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
          JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
          JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind = 'v'
         WHERE s.nspname = ? AND c.relname = ? AND NOT pg_has_role(v.relowner, 'USAGE')
      ) AS rights ORDER BY n, missing COLLATE "C\"""";

    static List<String> missing(Connection connection, Table table) throws SQLException {
        String schema = table.name().schema().value();
        String name = table.name().name().value();
        return Rows.list(
                connection,
                MISSING,
                row -> row.text("missing"),
                schema,
                name,
                schema,
                name,
                schema,
                name,
                schema,
                name);
    }
}
