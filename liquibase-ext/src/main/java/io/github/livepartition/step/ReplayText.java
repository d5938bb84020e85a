// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL that replays the change log and compares, before anything is mirrored. */
final class ReplayText {

    private ReplayText() {}

    /** Replays what is logged, in batches, until one was small; nobody mirrors yet. */
    static final String REPLAY_LOGGED =
            """
            batch := ${batch};
            LOOP
              ${await}
              ${plans}
              SELECT max(id), count(*) INTO upto, pending FROM (SELECT id FROM ${log} ORDER BY id LIMIT batch) AS first;
              EXIT WHEN upto IS NULL;
              BEGIN
                SET LOCAL lock_timeout = 100;
                ${truncate}
                DELETE FROM ${target} AS t USING (SELECT DISTINCT ${logColumns} FROM ${log} WHERE id <= upto) AS l WHERE ${targetIsLog};
                INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE
                  SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log} WHERE id <= upto) AS l ON ${sourceIsLog}${andStaged};
                DELETE FROM ${log} WHERE id <= upto;
                replayed := replayed + pending;
                IF pending >= batch THEN
                  RAISE NOTICE '% changes replayed', replayed;
                  PERFORM set_config('application_name', format('%s %s changes replayed', ${title}, replayed), false);
                END IF;
                EXIT WHEN pending < batch AND pending <= ${few};
              EXCEPTION
                WHEN lock_not_available OR deadlock_detected OR serialization_failure THEN
                  NULL;
                WHEN unique_violation THEN
                  -- two rows have exchanged a unique value, and only one of them is in this batch
                  IF pending < batch THEN
                    RAISE;
                  END IF;
                  batch := batch * 10;
              END;
            END LOOP;""";

    /** By now, which may be more than when the text was printed. */
    static final String STAGED =
            " AND EXISTS (SELECT FROM ${pages} AS r WHERE r.attached AND (r.lower IS NULL OR s.${keyColumn} >= r.lower) AND s.${keyColumn} < r.upper)";

    /** The planner knows nothing of the log, and must not read a huge table for a few keys. */
    static final String PLANS =
            """
            SET LOCAL enable_seqscan = off;
            SET LOCAL enable_hashjoin = off;
            SET LOCAL enable_mergejoin = off;""";

    static final String COMPARE =
            """

            #variable_conflict use_column
            DECLARE
              batch bigint;
              upto bigint;
              pending bigint;
              replayed bigint := 0;
              ${results}
              ${pacingVariables}
            BEGIN
              LOOP
                ${replay}
                ${begin}
                SET LOCAL synchronous_commit = on;
                RAISE NOTICE '% changes replayed, comparing', replayed;
                PERFORM set_config('application_name', format('%s comparing', ${title}), false);
                -- one statement, so one snapshot: what is logged by then is not compared
                ${compare}
                EXIT WHEN NOT EXISTS (SELECT FROM ${log} WHERE truncated);
              END LOOP;
              IF (in_source, source_hash) IS DISTINCT FROM (in_target, target_hash) THEN
                RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = ${differs},
                  DETAIL = format('%s rows here, %s rows there, without those that were just being changed.', in_source, in_target),
                  HINT = ${hint};
              END IF;
              RAISE NOTICE '% rows are equal', in_source;
              ${mirror}
              COMMIT;
            END
            """;

    static final String COMPARE_VARIABLES =
            """
            in_source bigint;
            in_target bigint;
            source_hash bigint;
            target_hash bigint;""";

    /**
     * PL/pgSQL runs nothing in parallel but an EXECUTE … INTO. The log has no statistics, and as
     * the inner side of a nested loop it would be read once for each row.
     */
    static final String COMPARE_OR_TEXT =
            """
            SET LOCAL enable_nestloop = off;
            BEGIN
              EXECUTE ${compare} INTO in_source, source_hash, in_target, target_hash;
            EXCEPTION WHEN undefined_function THEN
              -- a column whose type has no hash
              EXECUTE ${compareText} INTO in_source, source_hash, in_target, target_hash;
            END;""";

    static final String PROOF_VARIABLES =
            """
            proved boolean := false;
            ${results}""";

    static final String PROOF =
            """
            IF NOT proved THEN
              ${begin}
              ${beforeCompare}
              ${compare}
              ${afterTruncate}
              IF (in_source, source_hash) IS DISTINCT FROM (in_target, target_hash) THEN
                RAISE EXCEPTION USING ERRCODE = 'data_corrupted', MESSAGE = ${differs},
                  DETAIL = format('%s rows here, %s rows there, without those that were written since.', in_source, in_target),
                  HINT = 'Nothing was dropped. Somebody has written to it; keep what is needed, and drop it by hand.';
              END IF;
              RAISE NOTICE '% rows are as they were', in_source;
              proved := true;
            END IF;""";

    static final String PROOF_AFTER_TRUNCATE =
            """
            -- after TRUNCATE every row there is was logged
            IF EXISTS (SELECT FROM ${log} WHERE truncated) THEN
              in_target := 0;
              target_hash := NULL;
            END IF;""";

    static final String COMPARE_ROWS =
            """
            SELECT a.n, a.hash, b.n, b.hash FROM
              (SELECT count(*) AS n, bit_xor(${hash}) AS hash FROM ${source} AS s
                WHERE NOT EXISTS (SELECT FROM ${log} AS l WHERE ${sourceIsLog})${andWithin}) AS a,
              (SELECT count(*) AS n, bit_xor(${hash}) AS hash FROM ${target} AS s
                WHERE NOT EXISTS (SELECT FROM ${log} AS l WHERE ${sourceIsLog})${andWithin}) AS b;""";
}
