// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

/** The PL/pgSQL of the change log: the trigger function that logs, mirrors and releases. */
final class ChangeLogText {

    private ChangeLogText() {}

    /**
     * Keys are locked by bucket, because a statement that changes many rows must not fill the lock
     * table. A power of two.
     */
    static final int BUCKETS = 64;

    static final String CREATE_LOG =
            """
            CREATE TABLE ${log} AS SELECT ${asLog} FROM ONLY ${source} WITH NO DATA;
            ALTER TABLE ${log} ADD id bigint GENERATED ALWAYS AS IDENTITY, ADD bucket smallint, ADD truncated boolean,
              SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, toast.autovacuum_enabled = false);
            CREATE INDEX ON ${log} (id);
            CREATE INDEX ON ${log} (truncated) WHERE truncated;
            ${progress}
            ${function}
            REVOKE ALL ON FUNCTION ${log}() FROM PUBLIC;
            ${alone}
            ${triggers}""";

    /**
     * Default privileges may open what is created to others, who could then make the copy what they
     * like.
     */
    static final String ALONE =
            """
            DECLARE
              revoke_it pg_catalog.text;
            BEGIN
              FOR revoke_it IN
                SELECT DISTINCT format('REVOKE ALL ON %s %s FROM %s CASCADE', o.kind, o.object, CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END)
                  FROM (SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, c.oid::regclass::text AS object, c.relacl AS acl, c.relowner AS id
                          FROM pg_class AS c WHERE c.oid IN (${logName}::regclass, ${pagesName}::regclass, pg_get_serial_sequence(${logName}, 'id')::regclass)
                        UNION ALL SELECT 'FUNCTION', p.oid::regprocedure::text, p.proacl, p.proowner
                          FROM pg_proc AS p WHERE p.oid = (${logName} || '()')::regprocedure) AS o, aclexplode(o.acl) AS x
                 WHERE x.grantee <> o.id
              LOOP
                EXECUTE revoke_it;
              END LOOP;
            END;""";

    /** ALWAYS: what logical replication applies here must be logged too. */
    static final String TRIGGERS =
            """
            CREATE TRIGGER ${rowTrigger} AFTER INSERT OR UPDATE OR DELETE ON ${source} FOR EACH ROW EXECUTE FUNCTION ${log}();
            CREATE TRIGGER ${truncateTrigger} AFTER TRUNCATE ON ${source} FOR EACH STATEMENT EXECUTE FUNCTION ${log}();
            ALTER TABLE ${source} ENABLE ALWAYS TRIGGER ${rowTrigger}, ENABLE ALWAYS TRIGGER ${truncateTrigger};""";

    static final String PARTITION_TRIGGERS =
            """
            CREATE TRIGGER ${rowTrigger} AFTER INSERT OR UPDATE OR DELETE ON ${partition} FOR EACH ROW EXECUTE FUNCTION ${log}('partition');
            CREATE TRIGGER ${truncateTrigger} AFTER TRUNCATE ON ${partition} FOR EACH STATEMENT EXECUTE FUNCTION ${log}('partition');
            ALTER TABLE ${partition} ENABLE ALWAYS TRIGGER ${rowTrigger}, ENABLE ALWAYS TRIGGER ${truncateTrigger};""";

    static final String FUNCTION =
            """
            CREATE OR REPLACE FUNCTION ${log}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS ${body};
            COMMENT ON FUNCTION ${log}() IS ${mode};""";

    static final String LOG =
            """

            BEGIN
              ${mirror}
              IF TG_OP = 'TRUNCATE' THEN
                INSERT INTO ${log} (truncated) VALUES (true);
                RETURN NULL;
              END IF;
              IF TG_OP <> 'INSERT' THEN
                INSERT INTO ${log} (bucket, ${logColumns}) VALUES (${oldBucket}, ${old});
              END IF;
              IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND ROW(${new}) IS DISTINCT FROM ROW(${old}) THEN
                INSERT INTO ${log} (bucket, ${logColumns}) VALUES (${newBucket}, ${new});
              END IF;
              RETURN NULL;
            END
            """;

    /**
     * Nobody waits for long and nothing fails here: what cannot be mirrored, because it is being
     * replayed or for any other reason, is logged.
     */
    static final String MIRROR =
            """
            IF TG_OP = 'TRUNCATE' THEN
              ${mirrorTruncate}
            ELSE
              DECLARE
                patience CONSTANT pg_catalog.text := current_setting('lock_timeout');
              BEGIN
                -- a bucket is being replayed for some milliseconds at most
                PERFORM set_config('lock_timeout', '50', true);
                IF TG_OP <> 'INSERT' THEN
                  PERFORM pg_advisory_xact_lock_shared(${lock}, ${oldBucket}::integer);
                END IF;
                IF TG_OP <> 'DELETE' THEN
                  PERFORM pg_advisory_xact_lock_shared(${lock}, ${newBucket}::integer);
                END IF;
                -- a trigger of the application's own may have changed the row again, and that was mirrored first: so what counts is
                -- what stands there now; and only with a snapshot from before a replay there may be more than is found
                IF TG_OP = 'INSERT' THEN
                  DELETE FROM ${target} AS t WHERE ${targetIsNew};
                ELSIF true${andOldWithin} THEN
                  DELETE FROM ${target} AS t WHERE ${targetIsOld};
                  IF NOT FOUND AND current_setting('transaction_isolation') <> 'read committed' THEN
                    RAISE no_data_found;
                  END IF;
                  IF TG_OP = 'DELETE' OR ROW(${new}) IS DISTINCT FROM ROW(${old}) THEN
                    INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${sourceColumns} FROM ${source} AS s WHERE ${sourceIsOld};
                  END IF;
                END IF;
                IF TG_OP <> 'DELETE'${andNewWithin} THEN
                  INSERT INTO ${target} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${sourceColumns} FROM ${source} AS s WHERE ${sourceIsNew};
                  IF NOT FOUND AND current_setting('transaction_isolation') <> 'read committed' THEN
                    RAISE no_data_found;
                  END IF;
                END IF;
                PERFORM set_config('lock_timeout', patience, true);
                RETURN NULL;
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            END IF;""";

    static final String MIRROR_TRUNCATE =
            """
            BEGIN
              -- it waits for a batch of ours at most: nobody else writes there while this table is locked
              TRUNCATE ${target};
              RETURN NULL;
            EXCEPTION WHEN OTHERS THEN
              NULL;
            END;""";

    /** One partition, or all: who reads the log finds out. */
    static final String LOG_TRUNCATE =
            """
            NULL;""";

    /**
     * One partition or all of them. A file without a page tells it for every snapshot, and whoever
     * fills one meanwhile is logged.
     */
    static final String RELEASE_TRUNCATED =
            """
            IF (SELECT sum(pg_relation_size(c.oid)) FROM ${pages} AS r JOIN pg_class AS c ON c.relname = r.name
                 WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = ${logName}::regclass)) = 0 THEN
              TRUNCATE ${target};
            ELSE
              DELETE FROM ${target} AS t WHERE NOT EXISTS (SELECT FROM ${source} AS s WHERE ${sourceIsTarget});
            END IF;""";

    /** How far the copy of a table is. */
    static final String PAGES =
            """
            CREATE TABLE ${pages} (first bigint, next bigint, behind bigint, rows bigint, filenode oid, storage text);""";

    /** The triggers of the partitions wait for the switch. */
    static final String NOT_OF_PARTITIONS =
            """
            IF TG_NARGS > 0 THEN
              RETURN NULL;
            END IF;""";

    /**
     * A foreign key of the target must not hold what the source no longer references, so a row goes
     * from there at once when it goes here, or references something else.
     */
    static final String RELEASE =
            """
            IF TG_OP = 'TRUNCATE' THEN
              BEGIN
                ${releaseAll}
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            ELSIF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND ROW(${newReferences}) IS DISTINCT FROM ROW(${oldReferences}) THEN
              BEGIN
                DELETE FROM ${target} AS t WHERE ${targetHasOldKey};
              EXCEPTION WHEN OTHERS THEN
                NULL;
              END;
            END IF;""";
}
