// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that is published stays so, in the transaction in which it becomes another. */
@PostgresTest
class PublicationsIT {

    private enum Way {
        ATTACH {
            @Override
            Request request() {
                return REQUEST;
            }
        },
        COPY {
            @Override
            Request request() {
                return REQUEST.copy();
            }
        };

        abstract Request request();
    }

    private static final Request REQUEST =
            Request.of("Sales", "Ord\"ers", "day", "month").primaryKey("Id", "day");

    private static final String PUBLISHED =
            "SELECT pubname, schemaname, tablename FROM pg_publication_tables ORDER BY 1, 2, 3";

    private TestDatabase db;
    private String owner;

    @BeforeEach
    void create(TestDatabase database) {
        db = database;
        owner = '"' + db.ownerUser().replace("\"", "\"\"") + '"';
        db.asSuperuser("GRANT CREATE ON DATABASE \"%s\" TO %s".formatted(db.name(), owner));
        db.query(
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, day date NOT NULL, note text, n int);
                CREATE INDEX ON "Sales"."Ord""ers" (day);
                INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g, 'n' || g, g % 10 FROM generate_series(1, 100) g;
                """);
    }

    @ParameterizedTest
    @EnumSource
    void ofTheTableIsCarried(Way way) throws Exception {
        db.query(
                """
                CREATE PUBLICATION "pu ""b" FOR TABLE "Sales"."Ord""ers" WITH (publish_via_partition_root = true, publish = 'insert, update');
                CREATE PUBLICATION other WITH (publish_via_partition_root = true);
                """);
        staysPublished(way.request(), "pu \"b|Sales|Ord\"ers");
    }

    @ParameterizedTest
    @EnumSource
    void columnsAndFilterAreCarried(Way way) throws Exception {
        assumeThat(db.majorVersion()).isGreaterThanOrEqualTo(15);
        db.query(
                """
                CREATE PUBLICATION p FOR TABLE "Sales"."Ord""ers" ("Id", day, n) WHERE ("Id" > 0 AND day > '2020-01-01') WITH (publish_via_partition_root = true);
                """);
        String details =
                "SELECT attnames, rowfilter FROM pg_publication_tables WHERE pubname = 'p'";
        List<String> before = db.query(details);
        staysPublished(way.request(), "p|Sales|Ord\"ers");
        assertThat(db.query(details)).isEqualTo(before);
        db.query("UPDATE \"Sales\".\"Ord\"\"ers\" SET n = 0 WHERE \"Id\" = 1");
    }

    private void staysPublished(Request request, String published) throws Exception {
        List<String> before = Definition.of(db);
        assertThat(db.query(PUBLISHED)).containsExactly(published);
        Runs.convert(db, request);
        assertThat(db.query(PUBLISHED)).containsExactly(published);
        assertThat(db.one("SELECT count(*), min(prrelid::regclass::text) FROM pg_publication_rel"))
                .isEqualTo("1|\"Sales\".\"Ord\"\"ers\"");
        db.query(
                "INSERT INTO \"Sales\".\"Ord\"\"ers\" SELECT 1000 + g, current_date, 'late', 3 FROM generate_series(1, 10) g");
        Runs.revert(db, request);
        assertThat(Definition.of(db)).containsExactlyElementsOf(before);
        assertThat(db.query(PUBLISHED)).containsExactly(published);
        Runs.convert(db, request);
        assertThat(db.query(PUBLISHED)).containsExactly(published);
    }

    @ParameterizedTest
    @EnumSource
    void ofPartitionsIsRefusedUnlessItIsAccepted(Way way) throws Exception {
        db.query("CREATE PUBLICATION \"pu \"\"b\" FOR TABLE \"Sales\".\"Ord\"\"ers\"");
        assertThat(Refused.conversion(db, way.request().conversion()))
                .isEqualTo(
                        """
                        publication "pu ""b" would publish the partitions of table "Sales"."Ord""ers" as tables
                          Detail: Its subscribers know the table alone: they would stop at the first row.
                          Hint: ALTER PUBLICATION "pu ""b" SET (publish_via_partition_root = true), which changes nothing for a table without partitions, or set publications to accept.
                        """);
        Runs.convert(db, way.request().acceptPublications());
        assertThat(db.query("SELECT prrelid::regclass FROM pg_publication_rel"))
                .containsExactly("\"Sales\".\"Ord\"\"ers\"");
    }

    @Test
    void ofAllTablesIsRefusedUnlessItIsAccepted() throws Exception {
        db.asSuperuser("CREATE PUBLICATION everything FOR ALL TABLES");
        String refusal =
                """
                publication "everything" publishes every table of the database
                  Detail: Its subscribers would be sent rows of tables that are made for the rollback, and stop.
                  Hint: Publish the tables by name, with publish_via_partition_root, or set publications to accept.
                """;
        assertThat(Refused.conversion(db, REQUEST.conversion())).isEqualTo(refusal);
        List<String> before = Definition.of(db);
        Runs.convert(db, REQUEST.acceptPublications());
        assertThat(Refused.reversion(db, REQUEST.conversion())).isEqualTo(refusal);
        Runs.revert(db, REQUEST.acceptPublications());
        assertThat(Definition.of(db)).containsExactlyElementsOf(before);
    }

    @Test
    void ofAllTablesIsRefusedForACopy() throws Exception {
        String create = "CREATE PUBLICATION everything FOR ALL TABLES";
        db.asSuperuser(create);
        Request request = REQUEST.copy().acceptPublications();
        String refusal =
                """
                publication "everything" publishes every table of the database
                  Detail: Its subscribers would be sent the rows of the copy and of the change log, and stop.
                  Hint: Publish the tables by name, with publish_via_partition_root.
                """;
        assertThat(Refused.conversion(db, request.conversion())).isEqualTo(refusal);
        db.asSuperuser("DROP PUBLICATION everything");
        Runs.convert(db, request);
        db.asSuperuser(create);
        assertThat(Refused.reversion(db, request.conversion())).isEqualTo(refusal);
    }

    @Test
    void ofTheSchemaIsRefused() throws Exception {
        assumeThat(db.majorVersion()).isGreaterThanOrEqualTo(15);
        db.asSuperuser("CREATE PUBLICATION p FOR TABLES IN SCHEMA \"Sales\"");
        assertThat(Refused.conversion(db, REQUEST.conversion()))
                .startsWith(
                        "publication \"p\" publishes every table of the schema of \"Sales\".\"Ord\"\"ers\"\n");
    }

    @Test
    void ofAnotherRoleIsRefused() throws Exception {
        db.asSuperuser(
                "CREATE PUBLICATION p FOR TABLE \"Sales\".\"Ord\"\"ers\" WITH (publish_via_partition_root = true)");
        assertThat(Refused.conversion(db, REQUEST.conversion()))
                .isEqualTo(
                        """
                        publication "p" of table "Sales"."Ord""ers" belongs to another role
                          Detail: To take the old heap out of it and the partitioned table in takes its owner.
                          Hint: ALTER PUBLICATION "p" OWNER TO %s, or GRANT its owner to that role.
                        """
                                .formatted(owner));
        db.asSuperuser("ALTER PUBLICATION p OWNER TO " + owner);
        Runs.convert(db, REQUEST);
    }

    @Test
    void aNewKeyThatIsNotPublishedIsRefused() throws Exception {
        assumeThat(db.majorVersion()).isGreaterThanOrEqualTo(15);
        db.query(
                "CREATE PUBLICATION p FOR TABLE \"Sales\".\"Ord\"\"ers\" (\"Id\", n) WITH (publish_via_partition_root = true)");
        assertThat(Refused.conversion(db, REQUEST.conversion()))
                .isEqualTo(
                        """
                        publication "p" of table "Sales"."Ord""ers" does not publish "day"
                          Detail: It belongs to the new primary key, by which old rows are known: every UPDATE and DELETE would fail.
                          Hint: ALTER PUBLICATION "p" SET TABLE …, with "day" in the list of columns.
                        """);
        db.query("ALTER PUBLICATION p SET (publish = 'insert')");
        Runs.convert(db, REQUEST);
    }
}
