// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** The branches of the query of {@link Description}: each answers lines of one kind. */
final class DescriptionText {

    private DescriptionText() {}

    /** The table itself, and what holds its rows. */
    static final String TABLE =
            """
              SELECT concat_ws('|', 'table', CASE relkind WHEN 'p' THEN 'r' ELSE relkind END, relowner::regrole, relrowsecurity, relforcerowsecurity, relreplident,
                     reloftype, ARRAY(SELECT x::text FROM unnest(coalesce(relacl, acldefault('r', relowner))) AS x ORDER BY x::text COLLATE "C"),
                     (SELECT spcname FROM pg_tablespace AS s WHERE s.oid = t.reltablespace), obj_description(t.oid, 'pg_class'))
                FROM t
              UNION ALL
              SELECT concat_ws('|', 'rows', c.relpersistence, (SELECT amname FROM pg_am WHERE oid = c.relam),
                     (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace), c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
                     ARRAY(SELECT o FROM unnest(c.reloptions) AS o ORDER BY o COLLATE "C"), ARRAY(SELECT o FROM pg_class AS x, unnest(x.reloptions) AS o WHERE x.oid = c.reltoastrelid ORDER BY o COLLATE "C"),
                     ARRAY(SELECT x::text FROM unnest(coalesce(c.relacl, acldefault('r', c.relowner))) AS x ORDER BY x::text COLLATE "C"))
                FROM pg_class AS c WHERE c.oid = ANY ((SELECT leaves FROM t)::oid[])
              UNION ALL
              SELECT concat_ws('|', 'partition', inhrelid::regclass) FROM t JOIN pg_inherits ON inhparent = t.oid
              UNION ALL
              SELECT concat_ws('|', 'parent', inhparent::regclass) FROM t JOIN pg_inherits ON inhrelid = t.oid
              UNION ALL
              SELECT concat_ws('|', 'security label', provider, objsubid, label) FROM t JOIN pg_seclabel ON classoid = 'pg_class'::regclass AND objoid = t.oid
            """;

    /** Columns, constraints, indexes, triggers and whatever else is the table's own. */
    static final String PARTS =
            """
              UNION ALL
              SELECT concat_ws('|', 'column', row_number() OVER (ORDER BY attnum), quote_ident(attname), format_type(atttypid, atttypmod), attidentity, attgenerated,
                     attstorage, attcompression, attcollation::regcollation, ARRAY(SELECT o FROM unnest(attoptions) AS o WHERE o !~ '^n_distinct_inherited='), nullif(attstattarget, -1),
                     ARRAY(SELECT x::text FROM unnest(attacl) AS x ORDER BY x::text COLLATE "C"), 'DEFAULT ' || pg_get_expr(adbin, adrelid), col_description(t.oid, attnum))
                FROM t JOIN pg_attribute ON attrelid = t.oid AND attnum > 0 AND NOT attisdropped LEFT JOIN pg_attrdef ON adrelid = t.oid AND adnum = attnum
              UNION ALL
              SELECT format('not null|"%s"|', replace(attname, '"', '""')) FROM t JOIN pg_attribute ON attrelid = t.oid AND attnum > 0 AND attnotnull
              UNION ALL
              SELECT concat_ws('|', CASE contype WHEN 'n' THEN format('not null|"%s"', (SELECT replace(attname, '"', '""') FROM pg_attribute WHERE attrelid = t.oid AND attnum = conkey[1]))
                       WHEN 'p' THEN 'primary key' ELSE 'constraint' END, format('"%s"', replace(conname, '"', '""')), contype, pg_get_constraintdef(k.oid), convalidated,
                     (SELECT indisreplident FROM pg_index WHERE indexrelid = conindid AND contype = 'p'), obj_description(k.oid, 'pg_constraint'),
                     (SELECT concat_ws('|', c.reloptions, (SELECT spcname FROM pg_tablespace AS s WHERE s.oid = c.reltablespace), obj_description(conindid, 'pg_class'))
                        FROM pg_class AS c WHERE c.oid = conindid AND contype = 'p'))
                FROM t JOIN pg_constraint AS k ON conrelid = t.oid WHERE contype <> 'f' AND conname <> ALL (own)
              UNION ALL
              SELECT concat_ws('|', 'foreign key', quote_ident(conname), regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''), obj_description(k.oid, 'pg_constraint'))
                FROM pg_constraint AS k WHERE conrelid = ANY ((SELECT leaves FROM t)::oid[]) AND contype = 'f'
                 -- those to the partitions of a referenced table are no constraints of their own
                 AND ${own}
              UNION ALL
              SELECT concat_ws('|', 'not on every partition', quote_ident(conname)) FROM pg_constraint AS k
               WHERE conrelid = ANY ((SELECT leaves FROM t)::oid[]) AND contype = 'f'
                 AND ${own}
               GROUP BY conname HAVING count(*) < (SELECT cardinality(leaves) FROM t)
              UNION ALL
              SELECT concat_ws('|', 'not valid', quote_ident(conname)) FROM pg_constraint AS k WHERE conrelid = ANY ((SELECT leaves FROM t)::oid[]) AND contype = 'f' AND NOT convalidated
                 AND ${own}
              UNION ALL
              SELECT concat_ws('|', 'referenced by', (SELECT format('"%s"."%s"', replace(nspname, '"', '""'), replace(relname, '"', '""')) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
                     WHERE c.oid = conrelid), format('"%s"', replace(conname, '"', '""')), pg_get_constraintdef(k.oid))
                FROM t JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_constraint'::regclass
                JOIN pg_constraint AS k ON k.oid = d.objid WHERE confrelid = t.oid AND contype = 'f' AND conparentid = 0
              UNION ALL
              SELECT concat_ws('|', 'index', CASE WHEN indisunique THEN 'UNIQUE' END, format('"%s"', replace(c.relname, '"', '""')),
                     substr(pg_get_indexdef(indexrelid), 1 + length(format('CREATE %sINDEX %I ON %s%s ', CASE WHEN indisunique THEN 'UNIQUE ' ELSE '' END,
                       c.relname, CASE WHEN c.relkind = 'I' THEN 'ONLY ' ELSE '' END, t.oid::regclass))), indisvalid, indisreplident,
                     (SELECT spcname FROM pg_tablespace AS s WHERE s.oid = c.reltablespace),
                     (SELECT string_agg(attnum || ':' || attstattarget, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attstattarget >= 0),
                     obj_description(c.oid, 'pg_class'))
                FROM t JOIN pg_index ON indrelid = t.oid JOIN pg_class AS c ON c.oid = indexrelid WHERE NOT indisprimary AND c.relname <> ALL (own)
              UNION ALL
              SELECT concat_ws('|', 'clustered', quote_ident(index)) FROM t, LATERAL (
            ${clustering}) AS clustered
              UNION ALL
              SELECT concat_ws('|', 'trigger', pg_get_triggerdef(g.oid), tgenabled, obj_description(g.oid, 'pg_trigger'))
                FROM t JOIN pg_trigger AS g ON tgrelid = t.oid AND NOT tgisinternal AND tgparentid = 0 WHERE tgname <> ALL (own)
              UNION ALL
              SELECT concat_ws('|', 'policy', quote_ident(polname), polcmd, polpermissive, ARRAY(SELECT r::regrole::text FROM unnest(polroles) AS r ORDER BY r::regrole::text COLLATE "C"),
                     'USING ' || pg_get_expr(polqual, polrelid), 'WITH CHECK ' || pg_get_expr(polwithcheck, polrelid), obj_description(p.oid, 'pg_policy'))
                FROM t JOIN pg_policy AS p ON polrelid = t.oid
              UNION ALL
              SELECT concat_ws('|', 'statistics', pg_get_statisticsobjdef(s.oid), stxowner::regrole, nullif(stxstattarget, -1), obj_description(s.oid, 'pg_statistic_ext'))
                FROM t JOIN pg_statistic_ext AS s ON stxrelid = t.oid
              UNION ALL
              SELECT concat_ws('|', 'sequence', s.oid::regclass, (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = d.refobjsubid), d.deptype, s.relowner::regrole,
                     ARRAY(SELECT x::text FROM unnest(coalesce(s.relacl, acldefault('s', s.relowner))) AS x ORDER BY x::text COLLATE "C"), s.relpersistence,
                     seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle, obj_description(s.oid, 'pg_class'))
                FROM t JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence ON seqrelid = s.oid
            """
                    .replace("${clustering}", Clustering.text("t.oid"))
                    .replace("${own}", OwnConstraint.TEXT);

    /** What names the table or its row type elsewhere. */
    static final String OTHERS =
            """
              UNION ALL
              SELECT concat_ws('|', 'rule', ev_class::regclass, quote_ident(rulename), ev_enabled, pg_get_ruledef(r.oid), CASE v.relkind WHEN 'p' THEN 'r' ELSE v.relkind END, v.reloptions, v.relowner::regrole,
                     obj_description(r.oid, 'pg_rewrite'))
                FROM pg_rewrite AS r JOIN (
                  SELECT r.oid FROM t JOIN pg_rewrite AS r ON ev_class = t.oid UNION
                  SELECT objid FROM t JOIN pg_depend ON classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = t.oid) AS named ON named.oid = r.oid
                JOIN pg_class AS v ON v.oid = ev_class
              UNION ALL
              SELECT concat_ws('|', 'used by', pg_describe_object(classid, objid, objsubid)) FROM (
                SELECT classid, objid, objsubid FROM t JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = t.oid
                 WHERE classid NOT IN ('pg_class'::regclass, 'pg_rewrite'::regclass, 'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass, 'pg_type'::regclass)
                UNION
                SELECT classid, objid, objsubid FROM t JOIN pg_depend ON refclassid = 'pg_type'::regclass AND refobjid IN (reltype, typarray)
                 WHERE refobjid <> 0 AND NOT (classid = 'pg_type'::regclass AND objid IN (reltype, typarray)) AND classid <> 'pg_rewrite'::regclass) AS uses, t
               WHERE NOT (classid = 'pg_attrdef'::regclass AND EXISTS (SELECT FROM pg_attrdef AS o WHERE o.oid = objid AND adrelid = t.oid))
                 AND NOT (classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint AS o WHERE o.oid = objid AND t.oid IN (conrelid, confrelid)))
                 AND NOT (classid = 'pg_trigger'::regclass AND EXISTS (SELECT FROM pg_trigger AS o WHERE o.oid = objid AND (tgrelid = t.oid OR tgisinternal)))
                 AND NOT (classid = 'pg_policy'::regclass AND EXISTS (SELECT FROM pg_policy AS o WHERE o.oid = objid AND polrelid = t.oid))
              UNION ALL
              SELECT concat_ws('|', 'owned by extension', extname) FROM t JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = t.oid
                AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' JOIN pg_extension AS e ON e.oid = d.refobjid
              UNION ALL
              SELECT concat_ws('|', 'publication', quote_ident(pubname), 'of all tables', pubowner::regrole, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot)
                FROM pg_publication WHERE puballtables
            """;

    static final String PUBLICATIONS_14 =
            """
              UNION ALL
              SELECT concat_ws('|', 'publication', quote_ident(pubname), pubowner::regrole, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot)
                FROM t JOIN pg_publication_rel ON prrelid = t.oid JOIN pg_publication AS p ON p.oid = prpubid
            """;

    static final String PUBLICATIONS =
            """
              UNION ALL
              SELECT concat_ws('|', 'publication', quote_ident(pubname), pubowner::regrole, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot,
                     (SELECT string_agg(quote_ident(attname), ',' ORDER BY attname COLLATE "C") FROM pg_attribute WHERE attrelid = t.oid AND attnum = ANY (prattrs)),
                     pg_get_expr(prqual, prrelid))
                FROM t JOIN pg_publication_rel ON prrelid = t.oid JOIN pg_publication AS p ON p.oid = prpubid
              UNION ALL
              SELECT concat_ws('|', 'publication', quote_ident(pubname), 'of the schema', pubowner::regrole, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot)
                FROM t JOIN pg_publication_namespace ON pnnspid = relnamespace JOIN pg_publication AS p ON p.oid = pnpubid
            """;
}
