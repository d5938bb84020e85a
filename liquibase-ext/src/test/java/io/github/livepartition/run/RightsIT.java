// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import io.github.livepartition.testing.TestRole;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may convert a table, and what everybody else is told. */
@PostgresTest
class RightsIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @BeforeEach
    void create(TestDatabase database) throws Exception {
        Orders.create(database, 100);
    }

    private static String refusal(TestDatabase database, String role, String... missing) {
        return """
        role %s may not convert table "Sales"."Ord""ers"
          Detail: Missing: %s.
          Hint: Run it as the owner of the table, or GRANT what is missing.
        """
                .formatted(quoted(role), filled(String.join("; ", missing), database));
    }

    /** {@code $owner} is the owner, the other words are other roles. */
    private static String filled(String sql, TestDatabase database) {
        String text = sql.replace("$owner", quoted(database.ownerUser()));
        for (String role : List.of("deployer", "viewer", "stranger")) {
            text =
                    text.contains("$" + role)
                            ? text.replace("$" + role, quoted(database.role(role).user()))
                            : text;
        }
        return text;
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    private static void admin(TestDatabase database, String sql) {
        database.asSuperuser(filled(sql, database));
    }

    private static String refused(TestDatabase database, TestRole role) throws Exception {
        try (Connection connection = role.connect()) {
            return Refused.conversion(database, connection, REQUEST.conversion());
        }
    }

    private static List<String> convertedByTheOwner(TestDatabase database) throws Exception {
        try (TestDatabase copy = database.copy()) {
            Runs.convert(copy, REQUEST);
            return Definition.of(copy);
        }
    }

    private static void convertsAndRevertsAs(TestDatabase database, Connection connection)
            throws Exception {
        List<String> before = Definition.of(database);
        Runs.convert(connection, REQUEST);
        List<String> converted = Definition.of(database);
        Runs.revert(connection, REQUEST);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        connection.close();
        assertThat(converted).containsExactlyElementsOf(convertedByTheOwner(database));
    }

    @Test
    void aStrangerIsToldThatHeIsOne(TestDatabase database) throws Exception {
        TestRole stranger = database.role("stran\"ger");
        assertThat(refused(database, stranger))
                .isEqualTo(
                        refusal(
                                database,
                                stranger.user(),
                                "membership in role $owner, the owner of the table",
                                "membership in role $owner, the owner of view \"Sales\".\"Open Ord\"\"ers\"",
                                "USAGE on schema \"Sales\" for role " + quoted(stranger.user())));
        admin(
                database,
                "GRANT USAGE, CREATE ON SCHEMA \"Sales\" TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA \"Sales\" TO PUBLIC");
        assertThat(refused(database, stranger))
                .isEqualTo(
                        refusal(
                                database,
                                stranger.user(),
                                "membership in role $owner, the owner of the table",
                                "membership in role $owner, the owner of view \"Sales\".\"Open Ord\"\"ers\""));
    }

    @Test
    void everythingThatTheOwnerLacksIsSaidAtOnce(TestDatabase database) throws Exception {
        admin(
                database,
                """
                CREATE SCHEMA "el se"; GRANT USAGE ON SCHEMA "el se" TO PUBLIC;
                CREATE FUNCTION "el se".f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TYPE "el se"."ty pe" AS ENUM ('a');
                CREATE TABLE "el se".ref (a bigint PRIMARY KEY, b bigint UNIQUE);
                INSERT INTO "el se".ref SELECT g, g FROM generate_series(1, 100) g;
                GRANT REFERENCES ON "el se".ref TO $owner;
                """);
        database.query(
                """
                CREATE TRIGGER far BEFORE INSERT ON "Sales"."Ord""ers" FOR EACH ROW EXECUTE FUNCTION "el se".f();
                ALTER TABLE "Sales"."Ord""ers" ADD COLUMN e "el se"."ty pe",
                  ADD FOREIGN KEY ("Cust""omer") REFERENCES "el se".ref;
                REVOKE ALL ON "Sales"."Ord""ers" FROM CURRENT_USER;
                REVOKE ALL ON SEQUENCE "Sales"."Ord""ers_Id_seq" FROM CURRENT_USER;
                GRANT REFERENCES ON "Sales"."Ord""ers" TO CURRENT_USER
                """);
        admin(
                database,
                """
                ALTER VIEW "Sales"."Open Ord""ers" OWNER TO $viewer;
                ALTER TABLE "Sales"."Custo mer" OWNER TO $stranger;
                REVOKE ALL ON SCHEMA "el se" FROM PUBLIC;
                REVOKE REFERENCES ON "el se".ref FROM $owner; GRANT REFERENCES (b) ON "el se".ref TO $owner;
                REVOKE EXECUTE ON FUNCTION "el se".f() FROM PUBLIC;
                REVOKE USAGE ON TYPE "el se"."ty pe" FROM PUBLIC;
                ALTER SCHEMA "Sales" OWNER TO $stranger; GRANT USAGE ON SCHEMA "Sales" TO $owner
                """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        refusal(
                                database,
                                database.ownerUser(),
                                "CREATE on schema \"Sales\" for role $owner",
                                "EXECUTE on function \"el se\".f() for role $owner",
                                "INSERT on table \"Sales\".\"Ord\"\"ers\" for role $owner",
                                "SELECT on sequence \"Sales\".\"Ord\"\"ers_Id_seq\" for role $owner",
                                "SELECT on table \"Sales\".\"Ord\"\"ers\" for role $owner",
                                "TRIGGER on table \"Sales\".\"Ord\"\"ers\" for role $owner",
                                "UPDATE, DELETE or TRUNCATE on table \"Sales\".\"Ord\"\"ers\", to lock it, for role $owner",
                                "USAGE on type \"el se\".\"ty pe\" for role $owner",
                                "REFERENCES on table \"Sales\".\"Custo mer\" for role $owner",
                                "REFERENCES on table \"el se\".ref for role $owner",
                                "membership in role $viewer, the owner of view \"Sales\".\"Open Ord\"\"ers\"",
                                "CREATE on schema \"Sales\" for role $viewer, the owner of view \"Sales\".\"Open Ord\"\"ers\"",
                                "USAGE on schema \"Sales\" for role $viewer, the owner of view \"Sales\".\"Open Ord\"\"ers\"",
                                "USAGE on schema \"el se\" for role $owner"));
        admin(
                database,
                """
                GRANT CREATE ON SCHEMA "Sales" TO $owner, $viewer; GRANT USAGE ON SCHEMA "Sales" TO $viewer;
                GRANT USAGE ON SCHEMA "el se" TO $owner; GRANT EXECUTE ON FUNCTION "el se".f() TO $owner; GRANT USAGE ON TYPE "el se"."ty pe" TO $owner;
                GRANT SELECT, INSERT, TRIGGER, TRUNCATE ON "Sales"."Ord""ers" TO $owner; GRANT SELECT ON SEQUENCE "Sales"."Ord""ers_Id_seq" TO $owner;
                GRANT REFERENCES ON "Sales"."Custo mer" TO $owner; GRANT REFERENCES (a) ON "el se".ref TO $owner;
                GRANT $viewer TO $owner
                """);
        // a reference is locked without the right to lock it
        convertsAndRevertsAs(database, database.owner());
    }

    @Test
    void aViewMayNameThingsElsewhere(TestDatabase database) throws Exception {
        admin(
                database,
                """
                CREATE SCHEMA "el se"; GRANT USAGE ON SCHEMA "el se" TO PUBLIC;
                CREATE FUNCTION "el se".f(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT $1';
                GRANT USAGE, CREATE ON SCHEMA "Sales" TO $viewer; GRANT SELECT ON "Sales"."Ord""ers" TO $viewer;
                SET ROLE $viewer;
                CREATE VIEW "Sales"."vie w" AS SELECT "el se".f("Id") AS i FROM "Sales"."Ord""ers";
                RESET ROLE;
                REVOKE USAGE ON SCHEMA "el se" FROM PUBLIC; REVOKE SELECT ON "Sales"."Ord""ers" FROM $viewer;
                GRANT $viewer TO $owner;
                """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        refusal(
                                database,
                                database.ownerUser(),
                                "USAGE on schema \"el se\" for role $viewer, the owner of view \"Sales\".\"vie w\""));
        admin(database, "GRANT USAGE ON SCHEMA \"el se\" TO $viewer");
        convertsAndRevertsAs(database, database.owner());
    }

    @Test
    void aMemberOfTheOwningRoleActsForIt(TestDatabase database) throws Exception {
        admin(database, "GRANT $owner TO $deployer");
        convertsAndRevertsAs(database, database.role("deployer").connect());
    }

    @Test
    void aSuperuserActsForTheOwner(TestDatabase database) throws Exception {
        convertsAndRevertsAs(database, database.superuser());
    }

    @Test
    void theSessionMayHaveTakenARole(TestDatabase database) throws Exception {
        admin(database, "GRANT $owner TO $deployer; ALTER ROLE $deployer NOINHERIT");
        Connection connection = database.role("deployer").connect();
        Orders.execute(connection, "SET ROLE " + quoted(database.ownerUser()));
        convertsAndRevertsAs(database, connection);
    }

    @Test
    void aSuperuserWithTheOwnersRole(TestDatabase database) throws Exception {
        Connection connection = database.superuser();
        Orders.execute(connection, "SET ROLE " + quoted(database.ownerUser()));
        convertsAndRevertsAs(database, connection);
    }

    @Test
    void aMemberWithoutInheritance(TestDatabase database) throws Exception {
        admin(database, "ALTER ROLE $deployer NOINHERIT; GRANT $owner TO $deployer");
        assertThat(refused(database, database.role("deployer")))
                .isEqualTo(
                        refusal(
                                database,
                                database.role("deployer").user(),
                                "INHERIT with the membership in role $owner, the owner of the table",
                                "USAGE on schema \"Sales\" for role $deployer"));
        admin(
                database,
                database.majorVersion() < 16
                        ? "ALTER ROLE $deployer INHERIT"
                        : "GRANT $owner TO $deployer WITH INHERIT TRUE");
        convertsAndRevertsAs(database, database.role("deployer").connect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INHERIT", "SET", "INHERIT FALSE, SET"})
    void aMemberWithoutTheOptionsOfHisMembership(String option, TestDatabase database)
            throws Exception {
        assumeThat(database.majorVersion()).isGreaterThanOrEqualTo(16);
        admin(database, "GRANT $owner TO $deployer WITH %s FALSE".formatted(option));
        String refused = refused(database, database.role("deployer"));
        if (option.contains("INHERIT")) {
            assertThat(refused)
                    .contains(
                            "Missing: INHERIT with the membership in role "
                                    + quoted(database.ownerUser()));
        }
        if (option.contains("SET")) {
            assertThat(refused)
                    .contains("SET with the membership in role " + quoted(database.ownerUser()));
        }
        admin(database, "GRANT $owner TO $deployer WITH INHERIT TRUE, SET TRUE");
        convertsAndRevertsAs(database, database.role("deployer").connect());
    }
}
