// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.HashMap;
import java.util.Map;

/**
 * The PL/pgSQL that lets the CHECK of a DEFAULT partition prove, for an instant, that it has no key
 * of any other partition. PostgreSQL has seen to that as long as it was attached; only to attach
 * it, or another beside it, it would read it whole. Afterwards the CHECK is open again: a partition
 * may be dropped, and then its keys go there.
 *
 * <p>To attach the DEFAULT partition itself takes one condition on all others, to attach another
 * beside it one on that alone.
 */
final class DefaultText {

    private DefaultText() {}

    /**
     * @param function the parts that name the function
     * @param terms an array of conditions
     */
    static Sql claim(Map<String, Sql> function, Sql terms) {
        Map<String, Sql> parts = new HashMap<>(function);
        parts.put("terms", terms);
        return Sql.fill(CLAIM, parts);
    }

    /** Conditions on v, each of which excludes what neighbouring partitions have together. */
    static final String TERMS =
            """
            EXECUTE format($terms$
              WITH part (lower, upper) AS (
                SELECT trim('''' FROM substring(b FROM 'FROM [(](.*)[)] TO ')), trim('''' FROM substring(b FROM ' TO [(](.*)[)]$'))
                  FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid, pg_get_expr(c.relpartbound, c.oid) AS b
                 WHERE i.inhparent = %1$L::regclass AND b <> 'DEFAULT' AND c.oid <> ALL (%2$L::oid[])),
              lowers AS (SELECT lower, row_number() OVER (ORDER BY lower <> 'MINVALUE', nullif(lower, 'MINVALUE')::%3$s) AS n FROM part WHERE lower NOT IN (SELECT upper FROM part)),
              uppers AS (SELECT upper, row_number() OVER (ORDER BY upper = 'MAXVALUE', nullif(upper, 'MAXVALUE')::%3$s) AS n FROM part WHERE upper NOT IN (SELECT lower FROM part))
              SELECT array_agg(coalesce('(' || nullif(concat_ws(' OR ', CASE WHEN lower <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.<) %%L::%%s', lower, %3$L) END,
                CASE WHEN upper <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.>=) %%L::%%s', upper, %3$L) END), '') || ')', 'false') ORDER BY n)
                FROM lowers JOIN uppers USING (n)
            $terms$, ${parent}, ${besides}, ${type}) INTO ${terms};""";

    /** Claims them. */
    static final String CLAIM =
            """
            EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', ${function}, ${type},
              'SELECT ' || coalesce((SELECT '(v IS NULL OR ' || string_agg(term, ' AND ') || ') AND ' || string_agg(format('(v IS NULL OR %s)', term), ' AND ') FROM unnest(${terms}) AS term), 'true'));""";

    /** Takes every key again. */
    static final String OPEN =
            """
            EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT true''', ${function}, ${type});""";

    /** For slices: which partition it is, and what the others exclude that stay as they are. */
    static final String OF_SLICES =
            """
            SELECT format('%I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, 'livepartition_bounds_' || c.oid) INTO default_name, default_function
              FROM pg_partitioned_table AS p JOIN pg_class AS c ON c.oid = p.partdefid JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE p.partrelid = parent_name::regclass;
            from_default := coalesce(default_name::regclass = legacy_name::regclass, false);
            IF takes_default AND NOT from_default THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('%s is not the default partition of %s', legacy_name, parent_name);
            END IF;
            IF default_name IS NOT NULL THEN
              IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = default_name::regclass AND conname = 'livepartition_bounds' AND convalidated) THEN
                RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('the default partition %s has no bounds check', default_name),
                  HINT = 'Run the update, or print the script, once more.';
              END IF;
              besides := ARRAY[legacy_name::regclass, part_name::regclass, default_name::regclass]::oid[];
              others := ARRAY(SELECT inhrelid FROM pg_inherits WHERE inhparent = parent_name::regclass AND inhrelid <> ALL (besides) ORDER BY inhrelid);
              ${terms}
            END IF;
            IF from_default THEN
              legacy_check := 'livepartition_bounds';
              legacy_function := default_function;
            END IF;""";
}
