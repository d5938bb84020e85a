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
      WITH me AS (SELECT oid AS role FROM pg_roles WHERE rolname = current_user),
      it AS (
        SELECT c.oid, c.relowner AS owner, c.relnamespace AS schema FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
         WHERE s.nspname = ? AND c.relname = ?),
      rules AS (
        SELECT DISTINCT r.oid AS rule, v.oid AS view, v.relowner AS owner, v.relnamespace AS schema FROM it
          JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = it.oid
          JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind = 'v'
           AND v.relpersistence = 'p'),
      -- what is written anew by its text is looked up by its name
      named AS (
        SELECT it.owner, NULL::oid AS view, d.refclassid, d.refobjid FROM it, LATERAL (
            SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE conrelid = it.oid AND contype = 'f'
            UNION ALL SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE tgrelid = it.oid AND NOT tgisinternal
            UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE indrelid = it.oid) AS part (class, id)
          JOIN pg_depend AS d ON d.classid = part.class AND d.objid = part.id
        UNION SELECT owner, view, d.refclassid, d.refobjid FROM rules JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = rule),
      schemas AS (
        SELECT owner AS role, view, n.oid AS schema FROM named, pg_identify_object(refclassid, refobjid, 0) AS o JOIN pg_namespace AS n ON quote_ident(n.nspname) = o.schema
        UNION SELECT role, NULL, c.relnamespace FROM me, named JOIN pg_class AS c ON refclassid = 'pg_class'::regclass AND c.oid = refobjid
        UNION SELECT role, NULL, schema FROM me, rules UNION SELECT role, NULL, schema FROM me, it
        UNION SELECT owner, view, schema FROM rules UNION SELECT owner, NULL, schema FROM it)
      SELECT missing FROM (
        SELECT n, format(text, '"' || replace(name, '"', '""') || '"', '"' || replace(pg_get_userbyid(role), '"', '""') || '"', thing) AS missing FROM (
          SELECT 1, 'membership in role %2$s, the owner of the table', NULL, owner, NULL
            FROM it WHERE NOT pg_has_role(owner, 'MEMBER')
          UNION ALL SELECT 1, 'INHERIT with the membership in role %2$s, the owner of the table', NULL, owner, NULL
            FROM it WHERE pg_has_role(owner, 'MEMBER') AND NOT pg_has_role(owner, 'USAGE')
          UNION ALL SELECT 1, 'SET with the membership in role %2$s, the owner of the table', NULL, owner, NULL
            FROM it WHERE pg_has_role(owner, 'MEMBER') AND NOT pg_has_role(session_user, owner, '${set}')
          UNION ALL SELECT 2, 'CREATE on schema %1$s for role %2$s', nspname, owner, NULL
            FROM it JOIN pg_namespace AS s ON s.oid = schema WHERE NOT has_schema_privilege(owner, schema, 'CREATE')
          UNION ALL SELECT DISTINCT 2, 'CREATE on tablespace %1$s for role %2$s', s.spcname, owner, NULL
            FROM it JOIN pg_class AS c ON c.oid = it.oid OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = it.oid)
            JOIN pg_tablespace AS s ON s.oid = c.reltablespace WHERE NOT has_tablespace_privilege(owner, s.oid, 'CREATE')
          UNION ALL SELECT 2, needed || ' on table %3$s for role %2$s', NULL, owner, it.oid::regclass::text
            FROM it, unnest(ARRAY['SELECT', 'INSERT']) AS needed WHERE NOT has_table_privilege(owner, it.oid, needed)
          UNION ALL SELECT 2, 'TRIGGER on table %3$s for role %2$s', NULL, owner, it.oid::regclass::text
            FROM it WHERE NOT has_table_privilege(owner, it.oid, 'TRIGGER')
             AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = it.oid AND NOT tgisinternal)
          UNION ALL SELECT 2, 'UPDATE, DELETE or TRUNCATE on table %3$s, to lock it, for role %2$s', NULL, owner, it.oid::regclass::text
            FROM it WHERE NOT has_table_privilege(owner, it.oid, 'UPDATE, DELETE, TRUNCATE')
          UNION ALL SELECT 2, 'SELECT on sequence %3$s for role %2$s', NULL, owner, s.oid::regclass::text
            FROM it JOIN pg_depend AS i ON i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass AND i.refobjid = it.oid
              AND i.deptype = 'i' JOIN pg_class AS s ON s.oid = i.objid AND s.relkind = 'S'
            WHERE NOT has_sequence_privilege(owner, s.oid, 'SELECT')
          UNION ALL SELECT DISTINCT 2, 'USAGE on type %3$s for role %2$s', NULL, owner, atttypid::regtype::text
            FROM it JOIN pg_attribute ON attrelid = it.oid AND attnum > 0 AND NOT attisdropped
            WHERE NOT has_type_privilege(owner, atttypid, 'USAGE')
          UNION ALL SELECT DISTINCT 2, 'EXECUTE on function %3$s for role %2$s', NULL, owner, tgfoid::regprocedure::text
            FROM it JOIN pg_trigger ON tgrelid = it.oid AND NOT tgisinternal WHERE NOT has_function_privilege(owner, tgfoid, 'EXECUTE')
          UNION ALL SELECT DISTINCT 3, 'REFERENCES on table %3$s for role %2$s', NULL, owner, k.confrelid::regclass::text
            FROM it JOIN pg_constraint AS k ON k.conrelid = it.oid AND k.contype = 'f'
            WHERE EXISTS (SELECT FROM unnest(k.confkey) AS key WHERE NOT has_column_privilege(owner, k.confrelid, key, 'REFERENCES'))
          UNION ALL SELECT DISTINCT 4, 'membership in role %2$s, the owner of view %3$s', NULL, owner, view::regclass::text
            FROM rules WHERE NOT pg_has_role(session_user, owner, '${set}')
          UNION ALL SELECT DISTINCT 5, 'CREATE on schema %1$s for role %2$s, the owner of view %3$s', s.nspname, owner, view::regclass::text
            FROM rules JOIN pg_namespace AS s ON s.oid = schema WHERE NOT has_schema_privilege(owner, schema, 'CREATE')
          UNION ALL SELECT DISTINCT 5, 'USAGE on schema %1$s for role %2$s' || coalesce(', the owner of view ' || replace(view::regclass::text, '%', '%%'), ''),
              s.nspname, role, NULL
            FROM schemas JOIN pg_namespace AS s ON s.oid = schema WHERE NOT has_schema_privilege(role, schema, 'USAGE')
        ) AS rights (n, text, name, role, thing)
      ) AS named ORDER BY n, missing COLLATE "C\"""";

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
