// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Returns the rows of all other partitions to legacy, from its neighbours on: first upwards, then
 * downwards. A partition that is empty by then is dropped.
 *
 * @param columns all columns but the generated ones
 * @param referenced the tables that foreign keys of the partitions name; to drop an emptied
 *     partition locks them
 * @param most so many rows may stay behind for the cut-over in reverse
 */
public record ReturnSlices(
        Bounds bounds,
        QualifiedName table,
        List<Identifier> columns,
        int most,
        List<QualifiedName> referenced)
        implements Slices {

    private static final SlicePace PACE =
            new SlicePace(SlicePace.MAX_LOCK_TIME, false, true, Pacing.NONE);

    public ReturnSlices {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }

    @Override
    public String title() {
        return "return the rows of the other partitions in slices, until at most "
                + most
                + " are left";
    }

    @Override
    public List<Lock> locks() {
        return Lock.all(
                List.of(Lock.accessExclusive(table), Lock.accessExclusive(bounds.table())),
                referenced,
                LockLevel.ACCESS_EXCLUSIVE);
    }

    @Override
    public SlicePace pace() {
        return PACE;
    }

    /** Rows may come meanwhile, and it ends when few are left. */
    @Override
    public Sql estimate() {
        return Sql.verbatim("-- until few are left");
    }

    /** Whoever takes a conversion back has no readers with old snapshots. */
    @Override
    public boolean waitsForLast() {
        return false;
    }

    @Override
    public Sql choose() {
        Map<String, Sql> parts = new HashMap<>();
        Slices.names(bounds, table, columns)
                .forEach((name, text) -> parts.put(name, Sql.of("%s", text)));
        parts.put("most", Sql.verbatim(Integer.toString(most)));
        return Sql.fill(SliceText.NAMES + CHOOSE, parts);
    }

    private static final String CHOOSE =
            """
            gives_legacy := false; wanted_end := NULL;
            SELECT substring(b FROM 'FROM [(](.*)[)] TO '), substring(b FROM ' TO [(](.*)[)]$') INTO receiver_from, receiver_to
              FROM pg_class AS c, pg_get_expr(c.relpartbound, c.oid) AS b WHERE c.oid = legacy_name::regclass AND c.relispartition;
            EXIT WHEN receiver_to IS NULL;
            EXECUTE format('SELECT count(*) FROM (SELECT FROM %s WHERE %s LIMIT %s) AS behind', parent_name,
              coalesce(nullif(concat_ws(' OR ', CASE WHEN receiver_to <> 'MAXVALUE' THEN format('%s >= %s', key_name, receiver_to) END,
                CASE WHEN receiver_from <> 'MINVALUE' THEN format('%s < %s', key_name, receiver_from) END), ''), 'false'), ${most} + 1) INTO returned;
            EXIT WHEN returned <= ${most};
            found_part := false;
            FOR candidate IN
              SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
                     substring(b FROM 'FROM [(](.*)[)] TO ') AS lower, substring(b FROM ' TO [(](.*)[)]$') AS upper
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace,
                     pg_get_expr(c.relpartbound, c.oid) AS b
               WHERE i.inhparent = parent_name::regclass AND c.oid <> legacy_name::regclass AND b <> 'DEFAULT'
            LOOP
              IF receiver_to = 'MAXVALUE' OR candidate.lower = 'MINVALUE' THEN
                same := false;
              ELSE
                EXECUTE format('SELECT %s::%s >= %s::%s', candidate.lower, key_type, receiver_to, key_type) INTO same;
              END IF;
              -- the lowest of those above, and only then the highest of those below
              IF found_part AND same = upwards THEN
                EXECUTE format(CASE WHEN upwards THEN 'SELECT %1$s::%3$s < %2$s::%3$s' ELSE 'SELECT %1$s::%3$s > %2$s::%3$s' END,
                  CASE WHEN upwards THEN candidate.lower ELSE candidate.upper END, CASE WHEN upwards THEN part.lower ELSE part.upper END, key_type) INTO wrong;
              ELSE
                wrong := NOT found_part OR same;
              END IF;
              IF wrong THEN
                part := candidate;
                found_part := true;
                upwards := same;
              END IF;
            END LOOP;
            IF NOT found_part THEN
              RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = format('the default partition of %s has too many rows to return', parent_name),
                HINT = 'Move its rows to partitions of their own first.';
            END IF;
            part_name := part.name;""";
}
