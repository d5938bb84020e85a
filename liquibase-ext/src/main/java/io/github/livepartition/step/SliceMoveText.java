// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL of one slice, under the locks. */
final class SliceMoveText {

    private SliceMoveText() {}

    static final String MOVE =
            """
            IF giver_bound IS DISTINCT FROM (SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = giver_name::regclass)
               OR receiver_bound IS DISTINCT FROM (SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = receiver_name::regclass)
               OR default_name IS NOT NULL AND others <> ARRAY(
                 SELECT inhrelid FROM pg_inherits WHERE inhparent = parent_name::regclass AND inhrelid <> ALL (besides) ORDER BY inhrelid) THEN
              RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'the bounds have changed';
            END IF;
            IF check_state IS NULL THEN
              EXECUTE format('CREATE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS ''SELECT true''', giver_function, key_type);
              EXECUTE format('GRANT EXECUTE ON FUNCTION %s(%s) TO PUBLIC', giver_function, key_type);
              EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s IS NOT NULL AND %s(%s)) NOT VALID',
                giver_name, giver_check, key_name, giver_function, key_name);
              EXECUTE format('COMMENT ON CONSTRAINT %I ON %s IS %L', giver_check, giver_name, json_build_object('table', (SELECT relname FROM pg_class WHERE oid = parent_name::regclass), 'from', giver_from, 'to', giver_to)::text);
              returned := 0;
            ELSE
              IF EXISTS (SELECT FROM pg_rewrite WHERE ev_class IN (giver_name::regclass, receiver_name::regclass))
                 OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid IN (giver_name::regclass, receiver_name::regclass) AND NOT tgisinternal AND tgparentid = 0) THEN
                RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('%s or %s has a trigger or rule of its own', part_name, legacy_name),
                  HINT = 'It could keep a row from moving: drop it first.';
              END IF;
              IF receiver_bound IS NOT NULL THEN
                EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, receiver_name);
              END IF;
              EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent_name, giver_name);
              IF upwards THEN
                receiver_from := receiver_end; receiver_to := slice_to; giver_from := slice_to;
                moving := concat_ws(' AND ', CASE WHEN shared <> 'MINVALUE' THEN format('%s >= %s', key_name, shared) END,
                  CASE WHEN slice_to <> 'MAXVALUE' THEN format('%s < %s', key_name, slice_to) END, 'true');
              ELSE
                receiver_from := slice_to; receiver_to := receiver_end; giver_to := slice_to;
                moving := concat_ws(' AND ', CASE WHEN slice_to <> 'MINVALUE' THEN format('%s >= %s', key_name, slice_to) END,
                  CASE WHEN shared <> 'MAXVALUE' THEN format('%s < %s', key_name, shared) END, 'true');
              END IF;
              -- every row that comes is checked against the receiver's new bounds; those of a default partition are open
              IF gives_legacy OR NOT from_default THEN
                EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', receiver_function, key_type,
                  'SELECT ' || coalesce(nullif(concat_ws(' AND ',
                    CASE WHEN receiver_from <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.>=) %L::%s', trim('''' FROM receiver_from), key_type) END,
                    CASE WHEN receiver_to <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.<) %L::%s', trim('''' FROM receiver_to), key_type) END), ''), 'true'));
              END IF;
              -- on stale statistics the planner would read whole heaps under the lock
              SET LOCAL enable_seqscan = off;
              EXECUTE format('WITH moved AS (DELETE FROM ONLY %s WHERE %s RETURNING %s) INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM moved',
                giver_name, moving, column_names, receiver_name, column_names, column_names);
              GET DIAGNOSTICS returned = ROW_COUNT;
              SET CONSTRAINTS ALL IMMEDIATE;
              -- prove both sides before a function claims it
              EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s) OR EXISTS (SELECT FROM ONLY %s WHERE %s)',
                giver_name, moving, receiver_name,
                CASE WHEN slice_to IN ('MINVALUE', 'MAXVALUE') THEN 'false' ELSE format(CASE WHEN upwards THEN '%s >= %s' ELSE '%s < %s' END, key_name, slice_to) END
                  || CASE WHEN from_default AND NOT gives_legacy THEN ' AND false' ELSE '' END,
                receiver_name, CASE WHEN from_default AND NOT gives_legacy THEN 'false' ELSE format('%s IS NULL', key_name) END) INTO wrong;
              IF wrong THEN
                RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = 'a row did not move', HINT = 'Nothing has changed in this slice.';
              END IF;
              SET LOCAL enable_seqscan = on;
              IF default_name IS NOT NULL THEN
                -- what those two have in the end is not in the default partition either
                SELECT default_terms || array_agg(coalesce('(' || nullif(concat_ws(' OR ', CASE WHEN lower <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.<) %L::%s', trim('''' FROM lower), key_type) END,
                         CASE WHEN upper <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.>=) %L::%s', trim('''' FROM upper), key_type) END), '') || ')', 'false')) INTO default_terms
                  FROM (VALUES (receiver_from, receiver_to, gives_legacy OR NOT from_default), (giver_from, giver_to, NOT emptied AND NOT (gives_legacy AND from_default))) AS side (lower, upper, bounded)
                 WHERE bounded;
                ${claim}
              END IF;
              IF gives_legacy OR NOT from_default THEN
                EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent_name, receiver_name, receiver_from, receiver_to);
              END IF;
              IF emptied AND NOT gives_legacy THEN
                EXECUTE format('DROP TABLE %s', giver_name);
                EXECUTE format('DROP FUNCTION %s(%s)', giver_function, key_type);
              ELSIF NOT emptied AND NOT (gives_legacy AND from_default) THEN
                EXECUTE format('CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L', giver_function, key_type,
                  'SELECT ' || concat_ws(' AND ',
                    CASE WHEN giver_from <> 'MINVALUE' THEN format('v OPERATOR(pg_catalog.>=) %L::%s', trim('''' FROM giver_from), key_type) END,
                    CASE WHEN giver_to <> 'MAXVALUE' THEN format('v OPERATOR(pg_catalog.<) %L::%s', trim('''' FROM giver_to), key_type) END));
                EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', parent_name, giver_name, giver_from, giver_to);
              END IF;
              IF from_default THEN
                EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s DEFAULT', parent_name, default_name);
              END IF;
              IF default_name IS NOT NULL THEN
                ${open}
              END IF;
            END IF;""";
}
