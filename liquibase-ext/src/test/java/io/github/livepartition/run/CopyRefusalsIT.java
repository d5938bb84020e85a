// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a copy is refused for, in these words; nothing is touched. */
@PostgresTest
class CopyRefusalsIT {

    private static final Request REQUEST = Request.of("Sales", "t", "at", "month").copy();

    private static final String OWN_TYPE =
            """
            CREATE TYPE public."Own";
            CREATE FUNCTION public.own_in(cstring) RETURNS public."Own" LANGUAGE internal IMMUTABLE STRICT AS 'int8in';
            CREATE FUNCTION public.own_out(public."Own") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int8out';
            CREATE TYPE public."Own" (INPUT = public.own_in, OUTPUT = public.own_out, LIKE = bigint);
            CREATE FUNCTION public.own_eq(public."Own", public."Own") RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int8eq';
            CREATE FUNCTION public.own_lt(public."Own", public."Own") RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int8lt';
            CREATE FUNCTION public.own_cmp(public."Own", public."Own") RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'btint8cmp';
            CREATE OPERATOR public.= (LEFTARG = public."Own", RIGHTARG = public."Own", FUNCTION = public.own_eq);
            CREATE OPERATOR public.< (LEFTARG = public."Own", RIGHTARG = public."Own", FUNCTION = public.own_lt);
            CREATE OPERATOR CLASS public.own_ops DEFAULT FOR TYPE public."Own" USING btree AS
              OPERATOR 1 public.<, OPERATOR 3 public.=, FUNCTION 1 public.own_cmp(public."Own", public."Own");
            """;

    private static String refused(TestDatabase database, Request request) throws Exception {
        return Refused.conversion(database, request.conversion());
    }

    @Test
    void withoutAKeyToFindARowBy(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (id bigint, at date NOT NULL); CREATE UNIQUE INDEX ON \"Sales\".t (id, at); CREATE INDEX ON \"Sales\".t (at)");
        assertThat(refused(database, REQUEST))
                .isEqualTo(
                        """
                        table "Sales"."t" has no unique key to copy by
                          Detail: What changes while it is copied is found again by a primary key, or a unique index on columns that are NOT NULL, of types with an equality of PostgreSQL's own and a hash; it must be checked at once.
                          Hint: CREATE UNIQUE INDEX CONCURRENTLY ON "Sales"."t" (…) on such columns.
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bit varying", "money", "tsvector", "public.\"Own\"", "public.\"Own\"[]"})
    void aKeyOfATypeThatCannotBeLookedUp(String type, TestDatabase database) throws Exception {
        // the equality of an extension's type may be anything, and is not found by its bare name
        database.asSuperuser(OWN_TYPE);
        database.query(
                "CREATE TABLE \"Sales\".t (id %s, at date NOT NULL, PRIMARY KEY (id, at)); CREATE INDEX ON \"Sales\".t (at)"
                        .formatted(type));
        assertThat(refused(database, REQUEST))
                .startsWith("table \"Sales\".\"t\" has no unique key");
        database.query("ALTER TABLE \"Sales\".t ADD n bigint NOT NULL, ADD UNIQUE (n, at)");
        Runs.convert(database, REQUEST);
    }

    @Test
    void aUniqueConstraintThatIsCheckedLater(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY, n integer, CONSTRAINT \"la ter\" UNIQUE (n, at) DEFERRABLE)");
        assertThat(refused(database, REQUEST))
                .isEqualTo(
                        """
                        the constraint "la ter" of table "Sales"."t" is DEFERRABLE
                          Detail: While it is copied, a COMMIT of the application could fail on a row of the copy that is still to be replayed.
                          Hint: Make it NOT DEFERRABLE for the time of the copy: build a unique index CONCURRENTLY, then DROP CONSTRAINT and ADD … USING INDEX.
                        """);
    }

    @Test
    void aKeyThatIsCheckedLater(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)");
        assertThat(refused(database, REQUEST))
                .startsWith("table \"Sales\".\"t\" has no unique key");
    }

    @Test
    void aNullableColumn(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (id bigint NOT NULL, at date, UNIQUE (id)); CREATE INDEX ON \"Sales\".t (at)");
        assertThat(refused(database, REQUEST.notNull(true)))
                .contains(
                        """
                        column "at" of table "Sales"."t" may be NULL
                          Detail: Range partitions take no NULL key, and notNull goes with strategy attach.
                          Hint: ADD CHECK ("at" IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, and then SET NOT NULL, which scans nothing then.
                        """);
    }

    @Test
    void moreNamesThanThereAre(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".t (at date PRIMARY KEY); INSERT INTO "Sales".t VALUES ('2026-11-01');
                CREATE TABLE "Sales".t_changes (); CREATE TABLE "Sales".t_pages (); CREATE TABLE "Sales".t_copy (); CREATE TABLE "Sales".t_legacy ();
                CREATE TABLE "Sales".t_y2026m11 (); CREATE TABLE "Sales".t_pkey_copy (); CREATE TABLE "Sales".t_pkey_legacy ()
                """);
        String text = refused(database, REQUEST);
        for (String name :
                new String[] {
                    "t_changes\" is taken\n  Detail: It is needed for the change log.",
                    "t_pages\" is taken\n  Detail: It is needed for the progress of the copy.",
                    "t_copy\" is taken\n  Detail: It is needed for the copy.",
                    "t_legacy\" is taken\n  Detail: It is needed for the old heap.",
                    "t_y2026m11\" is taken\n  Detail: It is needed for a partition.",
                    "t_pkey_copy\" is taken\n  Detail: It is needed for the index \"t_pkey\" of the copy.",
                    "t_pkey_legacy\" is taken\n  Detail: It is needed for the index \"t_pkey\" of the old heap."
                }) {
            assertThat(text)
                    .contains("name \"Sales\".\"" + name + "\n  Hint: Rename what has it.\n");
        }
    }

    @Test
    void functionsAndTriggersWithOurNames(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".t (at date PRIMARY KEY);
                CREATE FUNCTION "Sales".t_changes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER livepartition_changes AFTER INSERT ON "Sales".t FOR EACH ROW EXECUTE FUNCTION "Sales".t_changes();
                CREATE TRIGGER livepartition_truncate AFTER TRUNCATE ON "Sales".t EXECUTE FUNCTION "Sales".t_changes();
                """);
        assertThat(refused(database, REQUEST))
                .isEqualTo(
                        """
                        name "Sales"."t_changes" is taken
                          Detail: It is needed for the trigger function.
                          Hint: Rename what has it.
                        table "Sales"."t" has a trigger "livepartition_changes"
                          Detail: The name is needed for the trigger that logs what changes.
                          Hint: Rename it: ALTER TRIGGER … RENAME TO.
                        table "Sales"."t" has a trigger "livepartition_truncate"
                          Detail: The name is needed for the trigger that logs what changes.
                          Hint: Rename it: ALTER TRIGGER … RENAME TO.
                        """);
    }

    @Test
    void whatWouldNotBeCopiedOrNotReplicated(TestDatabase database) throws Exception {
        database.query(
                """
                CREATE TABLE "Sales".t (at date PRIMARY KEY, n integer);
                ALTER TABLE "Sales".t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                """);
        database.asSuperuser(
                "CREATE PUBLICATION \"on e\" FOR TABLE \"Sales\".t; CREATE PUBLICATION \"al l\" FOR ALL TABLES");
        String text = refused(database, REQUEST);
        for (String what :
                new String[] {
                    "row level security of table \"Sales\".\"t\" is forced on its owner",
                    "publication \"al l\" publishes every table of the database",
                    "publication \"on e\" of table \"Sales\".\"t\" belongs to another role",
                    "publication \"on e\" would publish the partitions"
                }) {
            assertThat(text).contains(what);
        }
    }

    @Test
    void tooManyPartitions(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY); INSERT INTO \"Sales\".t VALUES ('1900-01-01')");
        assertThat(refused(database, Request.of("Sales", "t", "at", "day").copy()))
                .isEqualTo(
                        """
                        table "Sales"."t" would get more than 5000 partitions
                          Detail: It gets one for each interval from its least to its greatest key.
                          Hint: Set interval to a longer one, and look at the least and the greatest key.
                        """);
    }

    @Test
    void aTableThatHasChangedSinceItsCopyBegan(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY, note text); INSERT INTO \"Sales\".t VALUES ('2026-11-01')");
        Runs.upTo(database, REQUEST, "switch");
        database.query(
                "GRANT SELECT ON \"Sales\".t TO PUBLIC; ALTER TABLE \"Sales\".t ADD COLUMN more text");
        assertThat(refused(database, REQUEST))
                .isEqualTo(
                        """
                        the columns, checks or indexes of table "Sales"."t" have changed since its copy began
                          Detail: The copy "Sales"."t_copy" would have the old ones.
                          Hint: Undo the change, or roll back, which drops the copy, and begin again.
                        """);
        database.query("ALTER TABLE \"Sales\".t DROP COLUMN more");
        Runs.convert(database, REQUEST);
        assertThat(
                        database.query(
                                "SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE oid = '\"Sales\".t'::regclass"))
                .containsExactly("t");
    }

    @Test
    void aWayBackToATableWithOtherColumns(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY); INSERT INTO \"Sales\".t VALUES ('2026-11-01')");
        Runs.convert(database, REQUEST);
        database.query("ALTER TABLE \"Sales\".t ADD COLUMN more text");
        assertThat(Refused.reversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        table "Sales"."t" has other columns than "Sales"."t_legacy"
                          Detail: Different are "more".
                          Hint: Make them equal, or keep what was converted and drop the old table.
                        """);
    }

    @Test
    void toDropWhatIsNoOldHeap(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY); CREATE TABLE \"Sales\".t_legacy ()");
        assertThatThrownBy(() -> Runs.dropLegacy(database, REQUEST))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        """
                        table "Sales"."t_legacy" is not the old heap of "Sales"."t"
                          Detail: That is what convertToPartitioned with strategy copy leaves, until this change ends it.
                          Hint: Check tableName and legacyTableName; a partition that attach has left is no such table.""");
        database.query(
                "DROP TABLE \"Sales\".t_legacy; INSERT INTO \"Sales\".t VALUES ('2026-11-01')");
        Runs.convert(database, REQUEST);
        database.query("CREATE VIEW \"Sales\".v AS SELECT * FROM \"Sales\".t_legacy");
        assertThatThrownBy(() -> Runs.dropLegacy(database, REQUEST))
                .hasMessage(
                        """
                        table "Sales"."t_legacy" is in use
                          Detail: There is the view "Sales"."v" that reads it.
                          Hint: Drop it first, or point it at the converted table.""");
    }

    @Test
    void whatNobodyCanSettle(TestDatabase database) throws Exception {
        database.query(
                "CREATE TABLE \"Sales\".t (at date PRIMARY KEY); INSERT INTO \"Sales\".t VALUES ('2026-11-01')");
        Runs.upTo(database, REQUEST, "switch");
        try (Connection old = database.owner();
                Connection connection = database.owner()) {
            Orders.execute(old, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
            String stage =
                    Script.of(Planning.conversion(connection, REQUEST.pace(100, 500).conversion()))
                            .stages()
                            .get(0);
            assertThatThrownBy(() -> Orders.execute(connection, stage))
                    .hasMessageContaining(
                            "ERROR: the copy of table \"Sales\".\"t\" could not be settled")
                    .hasMessageContaining("(idle in transaction since ")
                    .hasMessageContaining("Changes to replay: 0.")
                    .hasMessageContaining(
                            "Hint: The copy is kept in step meanwhile. End these transactions, or set lockRetryFor to more, and run it again.");
            Orders.execute(old, "COMMIT");
            Orders.execute(connection, stage);
        }
        assertThat(database.one("SELECT relkind FROM pg_class WHERE oid = '\"Sales\".t'::regclass"))
                .isEqualTo("p");
    }
}
