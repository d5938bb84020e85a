// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever can hang on a table and is not carried over is refused by name, on every version that
 * has it; without it the same table converts.
 */
@PostgresTest
class ObstaclesIT {

    private static final String TABLE =
            """
            CREATE TABLE "Sales"."Ev""ents" (id int NOT NULL, n int, note text, at date NOT NULL, CONSTRAINT "p ""k" PRIMARY KEY (id, at));
            INSERT INTO "Sales"."Ev""ents" SELECT g, g, 'x', date '2026-01-01' + g FROM generate_series(1, 100) g;
            CREATE FUNCTION "Sales"."f ""t"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            """;

    private static final Request REQUEST =
            Request.of("Sales", "Ev\"ents", "at", "month").boundary("2027-03-01");

    /** {@code $t} is the table, {@code $o} the owner, {@code $a} and {@code $b} are other roles. */
    private enum Thing {
        UNLOGGED(
                "ALTER TABLE $t SET UNLOGGED",
                "the property UNLOGGED",
                "ALTER TABLE $t SET LOGGED"),
        TYPED(
                "CREATE TYPE \"Sales\".\"ty pe\" AS (id int, n int, note text, at date); ALTER TABLE $t OF \"Sales\".\"ty pe\"",
                "the type \"Sales\".\"ty pe\" it is OF",
                "ALTER TABLE $t NOT OF"),
        ACCESS_METHOD(
                true,
                "CREATE ACCESS METHOD \"he ap\" TYPE TABLE HANDLER heap_tableam_handler; DROP TABLE $t;"
                        + "CREATE TABLE $t (at date NOT NULL) USING \"he ap\"; ALTER TABLE $t OWNER TO $o",
                "the access method \"he ap\""),
        POLICY_THAT_READS(
                "CREATE TABLE \"Sales\".o (a int); CREATE POLICY p ON \"Sales\".o USING (a IN (SELECT id FROM $t))",
                "the policy \"p\" of table \"Sales\".o that reads it",
                "DROP POLICY p ON \"Sales\".o"),
        RULE_OF_A_TABLE(
                "CREATE TABLE \"Sales\".o (a int); CREATE RULE r AS ON INSERT TO \"Sales\".o DO ALSO DELETE FROM $t",
                "the rule \"r\" of \"Sales\".o that names it",
                "DROP RULE r ON \"Sales\".o"),
        RULE_OF_A_VIEW(
                "CREATE VIEW \"Sales\".v AS SELECT id FROM $t; CREATE RULE r AS ON DELETE TO \"Sales\".v DO INSTEAD DELETE FROM $t",
                "the rule \"r\" of \"Sales\".v that names it",
                "DROP RULE r ON \"Sales\".v"),
        MATERIALIZED_VIEW(
                "CREATE MATERIALIZED VIEW \"Sales\".\"m v\" AS SELECT id FROM $t",
                "the materialized view \"Sales\".\"m v\" that reads it",
                "DROP MATERIALIZED VIEW \"Sales\".\"m v\""),
        GROUPING_VIEW(
                "CREATE TABLE \"Sales\".x (); CREATE VIEW \"Sales\".v AS SELECT id, at, note FROM $t GROUP BY id, at",
                "the view \"Sales\".v, which groups by the constraint \"p \"\"k\"",
                "DROP VIEW \"Sales\".v"),
        VIEW_OF_ONLY(
                "CREATE VIEW \"Sales\".v AS SELECT a.id FROM ONLY $t AS a",
                "the view \"Sales\".v, which reads ONLY it",
                "DROP VIEW \"Sales\".v"),
        VIEW_WITH_A_ROW(
                "CREATE VIEW \"Sales\".v AS SELECT array_agg(e) AS \"ro ws\" FROM $t AS e",
                "the column \"ro ws\" of \"Sales\".v, which has its row type",
                "DROP VIEW \"Sales\".v"),
        SQL_FUNCTION(
                "CREATE FUNCTION \"Sales\".f(int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM $t; END",
                "the function \"Sales\".f(integer), whose SQL names it",
                "DROP FUNCTION \"Sales\".f(int)"),
        FUNCTION_DEFAULT(
                "CREATE FUNCTION \"Sales\".f(c regclass DEFAULT '$t') RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "the function \"Sales\".f(regclass), whose SQL names it",
                "DROP FUNCTION \"Sales\".f(regclass)"),
        ROW_FUNCTION(
                "CREATE FUNCTION \"Sales\".f($t) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "the function \"Sales\".f(\"Sales\".\"Ev\"\"ents\"), which uses its row type",
                "DROP FUNCTION \"Sales\".f"),
        ROWS_FUNCTION(
                "CREATE PROCEDURE \"Sales\".f(VARIADIC $t[]) LANGUAGE plpgsql AS 'BEGIN END'",
                "the function \"Sales\".f(\"Sales\".\"Ev\"\"ents\"[]), which uses its row type",
                "DROP PROCEDURE \"Sales\".f"),
        AGGREGATE(
                "CREATE AGGREGATE \"Sales\".a ($t) (sfunc = array_append, stype = $t[])",
                "the function \"Sales\".a(\"Sales\".\"Ev\"\"ents\"), which uses its row type",
                "DROP AGGREGATE \"Sales\".a($t)"),
        ROW_COLUMN(
                "CREATE TABLE \"Sales\".o (\"an \"\"event\" $t)",
                "the column \"an \"\"event\" of \"Sales\".o, which has its row type",
                "DROP TABLE \"Sales\".o"),
        ROWS_COLUMN(
                "CREATE TYPE \"Sales\".o AS (a $t[])",
                "the column \"a\" of \"Sales\".o, which has its row type",
                "DROP TYPE \"Sales\".o"),
        DOMAIN(
                "CREATE DOMAIN \"Sales\".d AS $t",
                "the type \"Sales\".d, which uses its row type",
                "DROP DOMAIN \"Sales\".d"),
        CAST(
                true,
                "CREATE CAST ($t AS json) WITH INOUT",
                "the cast from \"Sales\".\"Ev\"\"ents\" to json, which uses its row type"),
        OPERATOR_CLASS(
                true,
                "CREATE OPERATOR CLASS \"Sales\".oc FOR TYPE $t USING btree AS FUNCTION 1 btrecordcmp(record, record)",
                "the operator class \"Sales\".oc for access method btree, which uses its row type"),
        ROW_IN_A_DEFAULT(
                "CREATE TABLE \"Sales\".o (a text DEFAULT (NULL::$t)::text)",
                "the default value for column a of table \"Sales\".o, which uses its row type",
                "DROP TABLE \"Sales\".o"),
        NAME_IN_A_DEFAULT(
                "CREATE TABLE \"Sales\".o (a regclass DEFAULT '$t')",
                "the default value for column a of table \"Sales\".o, which names it",
                "DROP TABLE \"Sales\".o"),
        NAME_IN_A_CHECK(
                "CREATE TABLE \"Sales\".o (a regclass CONSTRAINT c CHECK (a <> '$t'::regclass))",
                "the constraint c on table \"Sales\".o, which names it",
                "DROP TABLE \"Sales\".o"),
        NAME_IN_AN_INDEX(
                "CREATE TABLE \"Sales\".o (a regclass); CREATE INDEX i ON \"Sales\".o ((a = '$t'::regclass))",
                "the index \"Sales\".i, which names it",
                "DROP TABLE \"Sales\".o"),
        NAME_IN_A_TRIGGER(
                "CREATE TABLE \"Sales\".o (a regclass); CREATE TRIGGER g BEFORE INSERT ON \"Sales\".o FOR EACH ROW"
                        + " WHEN (NEW.a = '$t'::regclass) EXECUTE FUNCTION \"Sales\".\"f \"\"t\"()",
                "the trigger g on table \"Sales\".o, which names it",
                "DROP TABLE \"Sales\".o"),
        SUBSCRIPTION(
                true,
                "INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate) VALUES (1, '$t'::regclass, 'r')",
                "a subscription",
                "DELETE FROM pg_subscription_rel"),
        PARENT(
                "CREATE TABLE \"Sales\".\"pa rent\" (id int, at date); ALTER TABLE $t INHERIT \"Sales\".\"pa rent\"",
                "the parent \"Sales\".\"pa rent\"",
                "ALTER TABLE $t NO INHERIT \"Sales\".\"pa rent\""),
        PARTITION(
                "CREATE TABLE \"Sales\".p (LIKE $t) PARTITION BY LIST (n); ALTER TABLE \"Sales\".p ATTACH PARTITION $t DEFAULT",
                "the parent \"Sales\".p",
                "ALTER TABLE \"Sales\".p DETACH PARTITION $t"),
        CHILD(
                "CREATE TABLE \"Sales\".\"chi ld\" () INHERITS ($t)",
                "the child \"Sales\".\"chi ld\"",
                "DROP TABLE \"Sales\".\"chi ld\""),
        EXTENSION(
                true,
                "ALTER EXTENSION plpgsql ADD TABLE $t",
                "the extension \"plpgsql\", which owns it",
                "ALTER EXTENSION plpgsql DROP TABLE $t"),
        INDEX_OF_EXTENSION(
                true,
                "CREATE INDEX \"i i\" ON $t (n); ALTER INDEX \"Sales\".\"i i\" DEPENDS ON EXTENSION plpgsql",
                "the extension \"plpgsql\", on which index \"Sales\".\"i i\" depends",
                "ALTER INDEX \"Sales\".\"i i\" NO DEPENDS ON EXTENSION plpgsql"),
        TRIGGER_OF_EXTENSION(
                true,
                "CREATE TRIGGER g BEFORE INSERT ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".\"f \"\"t\"(); ALTER TRIGGER g ON $t DEPENDS ON EXTENSION plpgsql",
                "the extension \"plpgsql\", on which trigger g on table \"Sales\".\"Ev\"\"ents\" depends",
                "ALTER TRIGGER g ON $t NO DEPENDS ON EXTENSION plpgsql"),
        SECURITY_LABEL(
                true,
                "INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES ('$t'::regclass, 'pg_class'::regclass, 2, 'se linux', 'l')",
                "a security label of \"se linux\"",
                "DELETE FROM pg_seclabel"),
        SECURITY_LABEL_OF_SEQUENCE(
                true,
                "ALTER TABLE $t ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME \"Sales\".s);"
                        + "INSERT INTO pg_seclabel (objoid, classoid, objsubid, provider, label) VALUES ('\"Sales\".s'::regclass, 'pg_class'::regclass, 0, 'x', 'l')",
                "a security label of \"x\"",
                "DELETE FROM pg_seclabel"),
        GRANT_BY_ANOTHER(
                true,
                "GRANT USAGE ON SCHEMA \"Sales\" TO $a; GRANT SELECT (note) ON $t TO $a WITH GRANT OPTION; SET ROLE $a; GRANT SELECT (note) ON $t TO $b; RESET ROLE",
                "privileges that $a granted, not its owner",
                "REVOKE SELECT (note) ON $t FROM $a CASCADE"),
        GRANT_BY_ANOTHER_ON_SEQUENCE(
                true,
                "ALTER TABLE $t ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME \"Sales\".s); GRANT USAGE ON SCHEMA \"Sales\" TO $a;"
                        + "GRANT USAGE ON SEQUENCE \"Sales\".s TO $a WITH GRANT OPTION; SET ROLE $a; GRANT USAGE ON SEQUENCE \"Sales\".s TO $b; RESET ROLE",
                "privileges that $a granted, not its owner",
                "REVOKE USAGE ON SEQUENCE \"Sales\".s FROM $a CASCADE"),
        GRANT_ON_TYPE("GRANT USAGE ON TYPE $t TO $a", "privileges on its row type"),
        COMMENT_ON_TYPE(
                "COMMENT ON TYPE $t IS 'a row'",
                "a comment on its row type",
                "COMMENT ON TYPE $t IS NULL"),
        INDEX_OF_THE_ROW(
                "CREATE INDEX \"i x\" ON $t (n) WHERE \"Ev\"\"ents\" IS NOT NULL",
                "the index \"i x\", which names the whole row",
                "DROP INDEX \"Sales\".\"i x\""),
        CHECK_OF_THE_ROW(
                "ALTER TABLE $t ADD CONSTRAINT c CHECK (\"Ev\"\"ents\" IS DISTINCT FROM NULL AND n > 0)",
                "the CHECK \"c\", which names the whole row or a system column",
                "ALTER TABLE $t DROP CONSTRAINT c"),
        CHECK_OF_THE_TABLE(
                "ALTER TABLE $t ADD CONSTRAINT c CHECK (tableoid = '$t'::regclass)",
                "the CHECK \"c\", which names the whole row or a system column",
                "ALTER TABLE $t DROP CONSTRAINT c"),
        DISABLED_FOREIGN_KEY(
                true,
                "CREATE TABLE \"Sales\".o (a int PRIMARY KEY); INSERT INTO \"Sales\".o SELECT generate_series(1, 100); ALTER TABLE \"Sales\".o OWNER TO $o;"
                        + "ALTER TABLE $t ADD CONSTRAINT \"f \"\"k\" FOREIGN KEY (n) REFERENCES \"Sales\".o; ALTER TABLE $t DISABLE TRIGGER ALL",
                "the triggers of the constraint \"f \"\"k\", which are disabled or not those of origin",
                "ALTER TABLE $t ENABLE TRIGGER ALL"),
        CONSTRAINT_TRIGGER_COMMENT(
                "CREATE CONSTRAINT TRIGGER \"g \"\"t\" AFTER INSERT ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".\"f \"\"t\"();"
                        + "COMMENT ON CONSTRAINT \"g \"\"t\" ON $t IS 'c'",
                "the comment on the constraint of trigger \"g \"\"t\"",
                "COMMENT ON CONSTRAINT \"g \"\"t\" ON $t IS NULL"),
        CONSTRAINT_TRIGGER_FROM(
                "CREATE TABLE \"Sales\".o (a int); CREATE CONSTRAINT TRIGGER \"g \"\"t\" AFTER INSERT ON \"Sales\".o FROM $t"
                        + " FOR EACH ROW EXECUTE FUNCTION \"Sales\".\"f \"\"t\"()",
                "the constraint trigger \"g \"\"t\" of table \"Sales\".o that names it",
                "DROP TABLE \"Sales\".o"),
        TRANSITION_TABLE(
                "CREATE TRIGGER \"g \"\"t\" AFTER INSERT ON $t REFERENCING NEW TABLE AS x FOR EACH ROW EXECUTE FUNCTION \"Sales\".\"f \"\"t\"()",
                "the trigger \"g \"\"t\" with a transition table for each row",
                "DROP TRIGGER \"g \"\"t\" ON $t"),
        TRIGGER_OF_SYSTEM_COLUMN(
                "CREATE TRIGGER \"g \"\"t\" AFTER INSERT ON $t FOR EACH ROW WHEN (NEW.tableoid > 0) EXECUTE FUNCTION \"Sales\".\"f \"\"t\"()",
                "the trigger \"g \"\"t\", whose WHEN names a system column",
                "DROP TRIGGER \"g \"\"t\" ON $t"),
        SEQUENCE_TYPE(
                "ALTER TABLE $t ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME \"Sales\".\"s \"\"q\"); ALTER SEQUENCE \"Sales\".\"s \"\"q\" AS smallint",
                "the sequence \"s \"\"q\", whose type is not that of its column",
                "ALTER SEQUENCE \"Sales\".\"s \"\"q\" AS int"),
        SEQUENCE_USED(
                "ALTER TABLE $t ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME \"Sales\".\"s \"\"q\");"
                        + "CREATE TABLE \"Sales\".o (a int DEFAULT nextval('\"Sales\".\"s \"\"q\"'))",
                "the default value for column a of table \"Sales\".o, which uses its identity sequence \"s \"\"q\"",
                "DROP TABLE \"Sales\".o"),
        SEQUENCE_UNLOGGED(
                15,
                "ALTER TABLE $t ALTER id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME \"Sales\".\"s \"\"q\"); ALTER SEQUENCE \"Sales\".\"s \"\"q\" SET UNLOGGED",
                "the sequence \"s \"\"q\", which is UNLOGGED"),
        NOT_ENFORCED_CHECK(
                18,
                "ALTER TABLE $t ADD CONSTRAINT \"c \"\"k\" CHECK (n < 0) NOT ENFORCED",
                "the constraint \"c \"\"k\", which is NOT ENFORCED"),
        NOT_ENFORCED_FOREIGN_KEY(
                18,
                "CREATE TABLE \"Sales\".o (a int PRIMARY KEY); ALTER TABLE $t ADD CONSTRAINT \"f \"\"k\" FOREIGN KEY (n) REFERENCES \"Sales\".o NOT ENFORCED",
                "the constraint \"f \"\"k\", which is NOT ENFORCED"),
        PERIOD(
                18,
                "CREATE TABLE \"Sales\".o (a int4range, b int4range, PRIMARY KEY (a, b WITHOUT OVERLAPS)); ALTER TABLE $t ADD a int4range, ADD b int4range,"
                        + " ADD CONSTRAINT \"f \"\"k\" FOREIGN KEY (a, PERIOD b) REFERENCES \"Sales\".o",
                "the constraint \"f \"\"k\" over a period"),
        NOT_NULL_NOT_VALID(
                18,
                "ALTER TABLE $t ADD CONSTRAINT \"n \"\"n\" NOT NULL n NOT VALID",
                "the NOT NULL constraint \"n \"\"n\", which is NOT VALID or NO INHERIT"),
        NOT_NULL_NO_INHERIT(
                18,
                "ALTER TABLE $t ADD CONSTRAINT \"n \"\"n\" NOT NULL n NO INHERIT",
                "the NOT NULL constraint \"n \"\"n\", which is NOT VALID or NO INHERIT");

        private final int from;
        private final boolean superuser;
        private final String sql;
        private final List<String> findings;
        private final String undo;

        Thing(String sql, String finding) {
            this(14, false, sql, List.of(finding), "");
        }

        Thing(String sql, String finding, String undo) {
            this(14, false, sql, List.of(finding), undo);
        }

        Thing(boolean superuser, String sql, String finding) {
            this(14, superuser, sql, List.of(finding), "");
        }

        Thing(boolean superuser, String sql, String finding, String undo) {
            this(14, superuser, sql, List.of(finding), undo);
        }

        Thing(int from, String sql, String... findings) {
            this(from, true, sql, Arrays.asList(findings), "");
        }

        Thing(int from, boolean superuser, String sql, List<String> findings, String undo) {
            this.from = from;
            this.superuser = superuser;
            this.sql = sql;
            this.findings = findings;
            this.undo = undo;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedByName(Thing thing, TestDatabase database) throws Exception {
        assumeThat(database.majorVersion()).isGreaterThanOrEqualTo(thing.from);
        database.query(TABLE);
        run(thing, database, thing.sql);
        List<String> before = Definition.of(database);
        assertThat(findings(database))
                .containsExactlyElementsOf(
                        thing.findings.stream()
                                .map(what -> filled(what, database))
                                .map(ObstaclesIT::finding)
                                .toList());
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        if (!thing.undo.isEmpty()) {
            run(thing, database, thing.undo);
            Runs.convert(database, REQUEST);
        }
    }

    @Test
    void whatCameAfterTheConversionIsNotLostByTheRollback(TestDatabase database) throws Exception {
        database.query(TABLE);
        Runs.convert(database, REQUEST);
        database.query(
                """
                CREATE FUNCTION "Sales".f("Sales"."Ev""ents") RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE MATERIALIZED VIEW "Sales".m AS SELECT id FROM "Sales"."Ev""ents";
                CREATE INDEX late ON "Sales"."Ev""ents" (n);
                CREATE VIEW "Sales".v AS SELECT id FROM "Sales"."Ev""ents"
                """);
        String finding =
                """
                table "Sales"."Ev""ents" has %s
                  Detail: It was not there before the conversion, and the way back would lose it.
                  Hint: Remove it before the rollback and create it anew afterwards.
                """;
        assertThat(Refused.reversion(database, REQUEST.conversion()))
                .isEqualTo(
                        finding.formatted(
                                        "the function \"Sales\".f(\"Sales\".\"Ev\"\"ents\"), which uses its row type")
                                + finding.formatted(
                                        "the materialized view \"Sales\".m that reads it"));
        database.query(
                """
                DROP FUNCTION "Sales".f("Sales"."Ev""ents");
                DROP MATERIALIZED VIEW "Sales".m
                """);
        Runs.revert(database, REQUEST);
        assertThat(database.query("SELECT pg_get_indexdef('\"Sales\".late'::regclass)"))
                .containsExactly("CREATE INDEX late ON \"Sales\".\"Ev\"\"ents\" USING btree (n)");
    }

    private static void run(Thing thing, TestDatabase database, String sql) {
        if (thing.superuser) {
            database.asSuperuser(filled(sql, database));
        } else {
            database.query(filled(sql, database));
        }
    }

    /** Those about things that are not carried over. */
    private static List<Finding> findings(TestDatabase database) throws Exception {
        try (Connection connection = database.owner()) {
            RefusedException refused =
                    catchThrowableOfType(
                            RefusedException.class,
                            () -> Planning.conversion(connection, REQUEST.conversion()));
            assertThat(refused).as("refusal").isNotNull();
            return refused.findings().stream()
                    .filter(finding -> finding.detail().equals(finding("").detail()))
                    .toList();
        }
    }

    private static Finding finding(String what) {
        return new Finding(
                "table \"Sales\".\"Ev\"\"ents\" has " + what,
                "This is not carried over to a partitioned table yet.",
                "Remove it before the conversion and create it anew afterwards.");
    }

    private static String filled(String sql, TestDatabase database) {
        return sql.replace("$t", "\"Sales\".\"Ev\"\"ents\"")
                .replace("$o", quoted(database.ownerUser()))
                .replace("$a", quoted(database.role("a").user()))
                .replace("$b", quoted(database.role("b").user()));
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}
