// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.Proof;
import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What has changed between the plan and the cut-over stops it; what would make the bounds function
 * lie does too.
 */
@PostgresTest
class StaleScriptIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    @BeforeEach
    void create(TestDatabase database) throws SQLException {
        Orders.create(database, 200);
        database.asSuperuser(
                "GRANT CREATE ON DATABASE \"%s\" TO \"%s\""
                        .formatted(database.name(), database.ownerUser().replace("\"", "\"\"")));
        database.query(
                """
                CREATE POLICY early ON "Sales"."Ord""ers" USING (true);
                CREATE STATISTICS "Sales".early ON note, "Id" FROM "Sales"."Ord""ers";
                CREATE PUBLICATION early WITH (publish_via_partition_root = true);
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW \"Sales\".late AS SELECT \"Id\" FROM \"Sales\".\"Ord\"\"ers\"",
                "CREATE TRIGGER late BEFORE DELETE ON \"Sales\".\"Ord\"\"ers\" FOR EACH ROW EXECUTE FUNCTION \"Sales\".seen()",
                "GRANT SELECT (note) ON \"Sales\".\"Ord\"\"ers\" TO PUBLIC",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ADD COLUMN late integer",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE POLICY late ON \"Sales\".\"Ord\"\"ers\"",
                "ALTER POLICY early ON \"Sales\".\"Ord\"\"ers\" USING (\"Id\" > 1)",
                "COMMENT ON POLICY early ON \"Sales\".\"Ord\"\"ers\" IS 'late'",
                "CREATE RULE late AS ON DELETE TO \"Sales\".\"Ord\"\"ers\" DO ALSO NOTIFY x",
                "CREATE STATISTICS \"Sales\".late ON \"Id\", note FROM \"Sales\".\"Ord\"\"ers\"",
                "ALTER STATISTICS \"Sales\".early SET STATISTICS 7",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" REPLICA IDENTITY FULL",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ALTER note SET STATISTICS 7",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ALTER note SET (n_distinct = 7)",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" DISABLE TRIGGER USER",
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" SET (toast.vacuum_truncate = off)",
                "ALTER PUBLICATION early ADD TABLE \"Sales\".\"Ord\"\"ers\"",
                "CREATE FUNCTION \"Sales\".late(\"Sales\".\"Ord\"\"ers\") RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION \"Sales\".late() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM \"Sales\".\"Ord\"\"ers\"; END",
                "CREATE MATERIALIZED VIEW \"Sales\".late AS SELECT \"Id\" FROM \"Sales\".\"Ord\"\"ers\"",
                "CREATE INDEX late ON \"Sales\".\"Ord\"\"ers\" (note)",
                "COMMENT ON TABLE \"Sales\".\"Ord\"\"ers\" IS 'late'",
                "ALTER SEQUENCE \"Sales\".\"Ord\"\"ers_Id_seq\" CACHE 17",
                "CREATE TABLE \"Sales\".late (id bigint REFERENCES \"Sales\".\"Ord\"\"ers\")",
            })
    void isStoppedByALaterDefinition(String late, TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            List<String> cutOver = upToTheCutOver(connection);
            database.query(late);
            var before = Definition.of(database);
            assertThatThrownBy(() -> Orders.execute(connection, cutOver.get(0)))
                    .hasMessageContaining(
                            "the definition of table \"Sales\".\"Ord\"\"ers\" has changed since the plan was made")
                    .hasMessageContaining(
                            "Hint: Nothing has changed here. Run the update, or print the script, once more.");
            assertThat(Definition.of(database)).isEqualTo(before);
        }
    }

    /** None of them is lost: the next run carries them over. */
    @Test
    void ofACopyIsStoppedByALaterDefinition(TestDatabase database) throws SQLException {
        Request request = REQUEST.copy();
        String copySwitch = Runs.upTo(database, request, "switch");
        Map<String, String> late =
                Map.of(
                        "CREATE VIEW \"Sales\".late AS SELECT \"Id\" FROM %s",
                        "DROP VIEW \"Sales\".late",
                        "CREATE POLICY late ON %s",
                        "DROP POLICY late ON %s",
                        "GRANT SELECT (note) ON %s TO PUBLIC",
                        "REVOKE SELECT (note) ON %s FROM PUBLIC",
                        "CREATE TRIGGER late BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION \"Sales\".seen()",
                        "DROP TRIGGER late ON %s");
        try (Connection connection = database.owner()) {
            for (String definition : late.keySet()) {
                database.query(definition.formatted(Orders.NAME));
                var before = Definition.of(database);
                assertThatThrownBy(() -> Orders.execute(connection, copySwitch))
                        .as(definition)
                        .hasMessageContaining(
                                "the definition of table \"Sales\".\"Ord\"\"ers\" has changed since the plan was made")
                        .hasMessageContaining(
                                "Hint: Nothing has changed here. Run the update, or print the script, once more.");
                assertThat(Definition.of(database)).isEqualTo(before);
                database.query(late.get(definition).formatted(Orders.NAME));
            }
        }
        late.keySet().forEach(definition -> database.query(definition.formatted(Orders.NAME)));
        Runs.convert(database, request);
        assertThat(StageGuardsIT.late(database, "Ord\"ers")).containsExactly("p|1|1|1|1");
    }

    @Test
    void isStoppedByALaterKey(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            List<String> cutOver = upToTheCutOver(connection);
            database.query(
                    "INSERT INTO %s (\"Cust\"\"omer\", \"Created At\") VALUES (1, '2027-03-01 00:00:00+00')"
                            .formatted(Orders.NAME));
            var before = Definition.of(database);
            assertThatThrownBy(() -> Orders.execute(connection, cutOver.get(0)))
                    .hasMessageContaining(
                            "table \"Sales\".\"Ord\"\"ers\" has keys beyond the boundary 2027-03-01 00:00:00+00")
                    .hasMessageContaining("Detail: The greatest key is 2027-03-01 00:00:00+00.");
            assertThat(Definition.of(database)).isEqualTo(before);
            database.query(
                    "DELETE FROM %s WHERE \"Created At\" >= '2027-03-01'".formatted(Orders.NAME));
            Orders.execute(connection, cutOver.get(0));
            assertThat(database.one("SELECT count(*) FROM " + Orders.NAME)).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "default_transaction_isolation | 'repeatable read'",
                "default_transaction_isolation | serializable",
                "constraint_exclusion | on",
                "enable_indexscan | off",
                "search_path | \"Sales\", pg_catalog",
                "row_security | off",
                "\"TimeZone\" | 'Pacific/Apia'",
                "jit_above_cost | 0",
                "standard_conforming_strings | off",
            })
    void isRightUnderAnySettingOfTheRole(String name, String value, TestDatabase database)
            throws SQLException {
        List<String> wanted;
        try (TestDatabase plain = database.copy()) {
            Runs.convert(plain, REQUEST);
            wanted = Definition.of(plain);
        }
        // what is first in the path would win over pg_catalog
        database.query(
                """
                CREATE FUNCTION "Sales".always_true(timestamptz, timestamptz) RETURNS boolean LANGUAGE sql AS 'SELECT true';
                CREATE OPERATOR "Sales".< (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = "Sales".always_true);
                CREATE OPERATOR "Sales".>= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = "Sales".always_true);
                CREATE FUNCTION "Sales".clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz';
                """);
        database.asSuperuser(
                "ALTER ROLE \"%s\" IN DATABASE \"%s\" SET %s = %s"
                        .formatted(
                                database.ownerUser().replace("\"", "\"\""),
                                database.name().replace("\"", "\"\""),
                                name,
                                value));
        Runs.convert(database, REQUEST);
        database.asSuperuser(
                "ALTER ROLE \"%s\" IN DATABASE \"%s\" RESET ALL"
                        .formatted(
                                database.ownerUser().replace("\"", "\"\""),
                                database.name().replace("\"", "\"\"")));
        database.query(
                """
                DROP OPERATOR "Sales".< (timestamptz, timestamptz);
                DROP OPERATOR "Sales".>= (timestamptz, timestamptz);
                DROP FUNCTION "Sales".always_true(timestamptz, timestamptz);
                DROP FUNCTION "Sales".clock_timestamp();
                """);
        assertThat(Definition.of(database)).isEqualTo(wanted);
        assertThat(
                        database.query(
                                "SELECT count(*) FROM %s WHERE \"Created At\" < '2024-11-02'"
                                        .formatted(Orders.NAME)))
                .containsExactly("23");
    }

    @Test
    void trustsTheProbesOnly(TestDatabase database) throws SQLException {
        List<String> wanted;
        try (TestDatabase plain = database.copy()) {
            Runs.convert(plain, REQUEST);
            wanted = Definition.of(plain);
        }
        try (Connection superuser = database.superuser()) {
            List<String> progress = Runs.convert(superuser, REQUEST.proof(Proof.TRUST));
            assertThat(progress).noneMatch(line -> line.contains("validate"));
        }
        assertThat(Definition.of(database)).isEqualTo(wanted);
    }

    @Test
    void doesNotTrustWhatTheProbesDeny(TestDatabase database) throws SQLException {
        try (Connection superuser = database.superuser()) {
            var stages =
                    Script.of(
                                    Planning.conversion(
                                            superuser, REQUEST.proof(Proof.TRUST).conversion()))
                            .stages();
            for (String stage : stages.subList(0, 3)) {
                Orders.execute(superuser, stage);
            }
            database.query(
                    "INSERT INTO %s (\"Cust\"\"omer\", \"Created At\") VALUES (1, '2030-01-01 00:00:00+00')"
                            .formatted(Orders.NAME));
            var before = Definition.of(database);
            assertThatThrownBy(() -> Orders.execute(superuser, stages.get(3)))
                    .hasMessageContaining("has keys beyond the boundary 2027-03-01 00:00:00+00")
                    .hasMessageContaining("The greatest key is 2030-01-01 00:00:00+00.");
            assertThat(Definition.of(database)).isEqualTo(before);
        }
    }

    /** Runs what comes before the cut-over; answers the stages from the cut-over on. */
    private static List<String> upToTheCutOver(Connection connection) throws SQLException {
        Script script = Script.of(Planning.conversion(connection, REQUEST.conversion()));
        assertThat(script.stages()).hasSize(6);
        for (String stage : script.stages().subList(0, 4)) {
            Orders.execute(connection, stage);
        }
        return script.stages().subList(4, 6);
    }
}
