// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/**
 * The PL/pgSQL of {@link ReturnSlices}. Which partitions there are by then is only known at run
 * time, hence EXECUTE.
 */
final class ReturnSlicesText {

    private ReturnSlicesText() {}

    static final String FIND =
            """
            parent_name := ${parent}; legacy_name := ${legacy}; key_name := ${key}; key_type := ${type};
            function_name := ${function}; column_names := ${columns};
            legacy_to := (SELECT substring(pg_get_expr(relpartbound, oid) FROM ' TO [(](.*)[)]$') FROM pg_class
                           WHERE oid = legacy_name::regclass AND relispartition);
            EXIT WHEN legacy_to IS NULL OR legacy_to = 'MAXVALUE';
            EXECUTE format('SELECT count(*) FROM (SELECT FROM %s WHERE %s >= %s LIMIT %s) AS behind',
              parent_name, key_name, legacy_to, ${most} + 1) INTO returned;
            EXIT WHEN returned <= ${most};
            found_part := false;
            FOR candidate IN
              SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', n.nspname, 'livepartition_bounds_' || c.oid) AS function,
                     substring(b FROM 'FROM [(](.*)[)] TO ') AS lower, substring(b FROM ' TO [(](.*)[)]$') AS upper
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace,
                     pg_get_expr(c.relpartbound, c.oid) AS b
               WHERE i.inhparent = parent_name::regclass AND c.oid <> legacy_name::regclass AND b <> 'DEFAULT'
            LOOP
              IF NOT found_part THEN
                lower := true;
              ELSE
                EXECUTE format('SELECT %s::%s < %s::%s', candidate.lower, key_type, part.lower, key_type) INTO lower;
              END IF;
              IF lower THEN
                part := candidate;
                found_part := true;
              END IF;
            END LOOP;
            IF NOT found_part THEN
              RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('the default partition of %s has too many rows to return', parent_name),
                HINT = 'Move its rows to partitions of their own first.';
            END IF;
            IF NOT EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = part.oid AND i.indisvalid AND i.indpred IS NULL AND a.attname = ${rawKey}) THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s has no index on %s', part.name, key_name),
                HINT = format('Run the rollback, or print its script, once more; or CREATE INDEX CONCURRENTLY ON %s (%s).', part.name, key_name);
            END IF;
            check_state := (SELECT CASE WHEN convalidated THEN 'valid' ELSE 'open' END FROM pg_constraint
                             WHERE conrelid = part.oid AND conname = 'livepartition_bounds');
            IF check_state = 'open' THEN
              PERFORM set_config('lock_timeout', '0', true);
              EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT livepartition_bounds', part.name);
              CONTINUE;
            END IF;
            SET LOCAL enable_seqscan = off;
            EXECUTE format('SELECT %s::text FROM ONLY %s ORDER BY %s OFFSET %s LIMIT 1', key_name, part.name, key_name, slice_rows) INTO slice_to;
            IF slice_to IS NOT NULL THEN
              -- cut between key values only: when all these rows have one key, after them
              EXECUTE format('SELECT %s::text FROM ONLY %s WHERE %s > (SELECT %s FROM ONLY %s ORDER BY %s LIMIT 1) AND %s >= %L ORDER BY %s LIMIT 1',
                key_name, part.name, key_name, key_name, part.name, key_name, key_name, slice_to, key_name) INTO slice_to;
            END IF;
            SET LOCAL enable_seqscan = on;
            slice_to := coalesce(quote_literal(slice_to), part.upper);""";

    static final String MOVE =
            """
            IF legacy_to IS DISTINCT FROM (SELECT substring(pg_get_expr(relpartbound, oid) FROM ' TO [(](.*)[)]$') FROM pg_class
                                            WHERE oid = legacy_name::regclass AND relispartition) THEN
              RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'the bounds have changed';
            END IF;
            IF check_state IS NULL THEN
              EXECUTE format('CREATE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT true''', part.function, key_type);
              EXECUTE format('GRANT EXECUTE ON FUNCTION %s(%s) TO PUBLIC', part.function, key_type);
              EXECUTE format('ALTER TABLE %s ADD CONSTRAINT livepartition_bounds CHECK (%s IS NOT NULL AND %s(%s)) NOT VALID',
                part.name, key_name, part.function, key_name);
              returned := 0;
            ELSE
              EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, legacy_name);
              EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, part.name);
              IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid IN (part.oid, legacy_name::regclass) AND NOT tgisinternal)
                 OR EXISTS (SELECT FROM pg_rewrite WHERE ev_class IN (part.oid, legacy_name::regclass)) THEN
                RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('%s or %s has a trigger or rule of its own', part.name, legacy_name),
                  HINT = 'It could keep a row from moving: drop it first.';
              END IF;
              EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT true''', function_name, key_type);
              -- on stale statistics the planner would read whole heaps under the lock
              SET LOCAL enable_seqscan = off;
              EXECUTE format('WITH moved AS (DELETE FROM ONLY %s %s RETURNING %s) INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM moved',
                part.name, CASE slice_to WHEN 'MAXVALUE' THEN '' ELSE format('WHERE %s < %s', key_name, slice_to) END,
                column_names, legacy_name, column_names, column_names);
              GET DIAGNOSTICS returned = ROW_COUNT;
              SET CONSTRAINTS ALL IMMEDIATE;
              -- prove both sides before the functions claim it
              IF slice_to <> 'MAXVALUE' THEN
                EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE %s < %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s >= %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s IS NULL)',
                  part.name, key_name, slice_to, legacy_name, key_name, slice_to, legacy_name, key_name) INTO lower;
                IF lower THEN
                  RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = 'a row did not move', HINT = 'Nothing has changed in this slice.';
                END IF;
                EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
                  function_name, key_type, format('SELECT v OPERATOR(pg_catalog.<) %s::%s', slice_to, key_type));
              END IF;
              SET LOCAL enable_seqscan = on;
              EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (MINVALUE) TO (%s)', parent_name, legacy_name, slice_to);
              IF slice_to = part.upper THEN
                EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', part.name) INTO lower;
                IF lower THEN
                  RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = 'a row did not move', HINT = 'Nothing has changed in this slice.';
                END IF;
                EXECUTE format('DROP TABLE %s', part.name);
                EXECUTE format('DROP FUNCTION %s(%s)', part.function, key_type);
              ELSE
                EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', part.function, key_type,
                  format('SELECT v OPERATOR(pg_catalog.>=) %s::%s', slice_to, key_type)
                  || CASE part.upper WHEN 'MAXVALUE' THEN '' ELSE format(' AND v OPERATOR(pg_catalog.<) %s::%s', part.upper, key_type) END);
                EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent_name, part.name, slice_to, part.upper);
              END IF;
            END IF;""";

    /** The variables of both. */
    public static final String VARIABLES =
            """
            parent_name pg_catalog.text;
            legacy_name pg_catalog.text;
            key_name pg_catalog.text;
            key_type pg_catalog.text;
            function_name pg_catalog.text;
            column_names pg_catalog.text;
            legacy_to pg_catalog.text;
            slice_to pg_catalog.text;
            slice_rows integer := 1000;
            check_state pg_catalog.text;
            candidate pg_catalog.record;
            part pg_catalog.record;
            lower boolean;
            found_part boolean;
            total bigint := 0;
            held_ms double precision;""";
}
