// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.Map;

/** The PL/pgSQL that copies a range of the old heap to a partition that stands aside. */
final class StagedText {

    private StagedText() {}

    /** The ranges that are staged, or on their way. */
    static Sql progress(Copying copying) {
        return copying.fill(
                """
                CREATE TABLE ${pages} (name name PRIMARY KEY, lower ${keyType}, upper ${keyType} NOT NULL, reached ${keyType},
                  rows bigint NOT NULL DEFAULT 0, copied boolean NOT NULL, attached boolean NOT NULL DEFAULT false, compared boolean NOT NULL DEFAULT false, vacuumed boolean NOT NULL DEFAULT false);""",
                Map.of("keyType", copying.within().type()));
    }

    static final String CREATE =
            """

            BEGIN
              ${begin}
              SET LOCAL synchronous_commit = on;
              -- where several changes were printed before one of them ran
              IF to_regclass(${targetName}) IS NULL THEN
                CREATE TABLE ${target} (
                  LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS EXCLUDING COMMENTS
                ) PARTITION BY RANGE (${keyColumn});
                ${indexes}
              END IF;
              COMMIT;
            END
            """;

    /**
     * Where the range has no beginning, it begins at the least key there is: what comes before that
     * from now on is logged.
     */
    static final String CREATE_PARTITION =
            """

            DECLARE
              begins ${keyType} := ${lower};
            BEGIN
              ${begin}
              SET LOCAL synchronous_commit = on;
              SET LOCAL enable_seqscan = off;
              IF begins IS NULL THEN
                begins := (SELECT s.${keyColumn} FROM ONLY ${source} AS s ORDER BY s.${keyColumn} LIMIT 1);
              END IF;
              CREATE TABLE ${partition} (
                LIKE ${target} INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS EXCLUDING COMMENTS
              )${options};
              ALTER TABLE ${partition} ADD CONSTRAINT ${check} CHECK (${keyColumn} IS NOT NULL AND ${condition});
              ${grants}
              ${belongings}
              INSERT INTO ${pages} (name, lower, upper, reached, copied) VALUES (${name}, ${lower}, ${upper}, begins, begins IS NULL OR begins >= ${upper});
              COMMIT;
            END
            """;

    static final String COPY_RANGE =
            """

            #variable_conflict use_column
            <<livepartition>>
            DECLARE
              part pg_catalog.record;
              upto ${keyType};
              copied bigint;
              begun CONSTANT pg_catalog.timestamptz := pg_catalog.clock_timestamp();
              before bigint;
              said pg_catalog.timestamptz := pg_catalog.clock_timestamp();
              no_space pg_catalog.text;
              ${pacingVariables}
            BEGIN
              LOOP
                ${await}
                SELECT r.reached, r.rows INTO part FROM ${pages} AS r WHERE r.name = ${name} AND NOT r.copied FOR UPDATE;
                EXIT WHEN NOT FOUND;
                before := coalesce(before, livepartition.part.rows);
                SET LOCAL enable_seqscan = off;
                SET LOCAL enable_bitmapscan = off;
                SET LOCAL enable_sort = off;
                upto := (SELECT s.${keyColumn} FROM ONLY ${source} AS s WHERE s.${keyColumn} >= livepartition.part.reached AND s.${keyColumn} < ${upper}
                          ORDER BY s.${keyColumn} OFFSET ${batchRows} LIMIT 1);
                IF upto = livepartition.part.reached THEN
                  -- more rows than a batch has one key
                  upto := (SELECT s.${keyColumn} FROM ONLY ${source} AS s WHERE s.${keyColumn} > livepartition.part.reached AND s.${keyColumn} < ${upper}
                            ORDER BY s.${keyColumn} LIMIT 1);
                END IF;
                BEGIN
                  INSERT INTO ${partition} (${columns}) OVERRIDING SYSTEM VALUE
                    SELECT ${sourceColumns} FROM ONLY ${source} AS s
                    WHERE s.${keyColumn} >= livepartition.part.reached AND s.${keyColumn} < coalesce(livepartition.upto, ${upper});
                  GET DIAGNOSTICS copied = ROW_COUNT;
                EXCEPTION WHEN disk_full THEN
                  no_space := SQLERRM;
                END;
                IF no_space IS NOT NULL THEN
                  -- the application needs the space more than we do
                  ${begin}
                  DROP TABLE ${partition};
                  DELETE FROM ${pages} AS r WHERE r.name = ${name};
                  COMMIT;
                  RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = no_space, DETAIL = ${dropped},
                    HINT = 'Make room for the range and its indexes, and run it again, or roll back.';
                END IF;
                UPDATE ${pages} AS r SET reached = coalesce(livepartition.upto, ${upper}), rows = r.rows + livepartition.copied,
                  copied = livepartition.upto IS NULL WHERE r.name = ${name};
                IF clock_timestamp() > said + interval '1 second' THEN
                  said := clock_timestamp();
                  RAISE NOTICE '%', format('%s rows copied, all keys below %s, %s rows/s', part.rows + livepartition.copied, upto,
                    round((part.rows + livepartition.copied - before) / extract(epoch FROM said - begun)));
                  PERFORM set_config('application_name', format('%s %s rows of %s', ${title}, part.rows + livepartition.copied, ${name}), false);
                END IF;
                ${rest}
              END LOOP;
              RAISE NOTICE '% rows copied in % s', (SELECT r.rows FROM ${pages} AS r WHERE r.name = ${name}), round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
              COMMIT;
            END
            """;

    /**
     * What the log knows of goes and comes back as it is now, while there is no index; then
     * PostgreSQL builds all of them, and proves the range by the partition's CHECK. The log stays
     * as it is: the other ranges need it, too.
     */
    static final String ATTACH =
            """

            DECLARE
              begun CONSTANT pg_catalog.timestamptz := pg_catalog.clock_timestamp();
            BEGIN
              ${beginFixed}
              ${reconcile}
              DELETE FROM ${partition} AS t USING (SELECT DISTINCT ${logColumns} FROM ${log}) AS l WHERE ${targetIsLog};
              INSERT INTO ${partition} (${columns}) OVERRIDING SYSTEM VALUE
                SELECT ${sourceColumns} FROM ${source} AS s JOIN (SELECT DISTINCT ${logKey} FROM ${log}) AS l ON ${sourceIsLog}${andWithin};
              PERFORM set_config('application_name', format('%s indexes of %s', ${title}, ${name}), false);
              ALTER TABLE ${staging} ATTACH PARTITION ${partition} ${bound};
              UPDATE ${pages} SET attached = true WHERE name = ${name};
              RAISE NOTICE 'indexes built in % s', round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
              COMMIT;
            END
            """;
}
