// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What hangs on a table is there after a conversion, on the table and where its rows are, and as it
 * was after the rollback; by both strategies.
 */
@PostgresTest
class BelongingsIT {

    private static final String TABLE =
            """
            CREATE TABLE "Sales"."Ord""ers" ("Id" bigint NOT NULL, "d ay" date NOT NULL, note text, n int, CONSTRAINT "p ""k" PRIMARY KEY ("Id", "d ay"));
            CREATE INDEX ON "Sales"."Ord""ers" ("d ay");
            CREATE TABLE "Sales".seen (what text);
            GRANT SELECT ON "Sales".seen TO PUBLIC;
            INSERT INTO "Sales"."Ord""ers" SELECT g, date '2026-01-01' + g, 'n' || g, g % 10 FROM generate_series(1, 100) g;
            """;

    private static final Request REQUEST = Request.of("Sales", "Ord\"ers", "d ay", "month");

    private static final String LEAVES =
            "(SELECT relid FROM pg_partition_tree('\"Sales\".\"Ord\"\"ers\"') WHERE isleaf)";

    /** {@code $t} is the table, {@code $o} its owner, {@code $a} and {@code $b} are others. */
    private enum Kind {
        ROW_SECURITY(
                """
                ALTER TABLE $t ENABLE ROW LEVEL SECURITY;
                CREATE POLICY "po ""licy" ON $t FOR SELECT TO $a, $b USING (n > 5 OR note IN (SELECT what FROM "Sales".seen WHERE what <> "Ord""ers".note || '\\'));
                CREATE POLICY p2 ON $t AS RESTRICTIVE FOR UPDATE USING (n > 1) WITH CHECK (n > 2);
                CREATE POLICY p3 ON $t FOR INSERT TO $b WITH CHECK (n = 1);
                CREATE POLICY p4 ON $t TO CURRENT_USER USING (true);
                CREATE POLICY p5 ON $t FOR DELETE USING (false);
                COMMENT ON POLICY p2 ON $t IS 'it''s';
                """,
                "SELECT bool_and(relrowsecurity) AND NOT bool_or(relforcerowsecurity), (SELECT count(*) FROM pg_policy) FROM pg_class WHERE oid IN $leaves",
                "t|5"),
        POLICIES_NOT_YET_ENABLED(
                "CREATE POLICY p ON $t USING (true)",
                "SELECT bool_or(relrowsecurity), (SELECT count(*) FROM pg_policy) FROM pg_class WHERE oid IN $leaves",
                "f|1"),
        REPLICA_IDENTITY_FULL(
                "ALTER TABLE $t REPLICA IDENTITY FULL",
                "SELECT DISTINCT relreplident FROM pg_class WHERE oid IN $leaves",
                "f"),
        REPLICA_IDENTITY_NOTHING(
                "ALTER TABLE $t REPLICA IDENTITY NOTHING",
                "SELECT DISTINCT relreplident FROM pg_class WHERE oid IN $leaves",
                "n"),
        REPLICA_IDENTITY_INDEX(
                "CREATE UNIQUE INDEX \"i \"\"x\" ON $t (\"d ay\", \"Id\"); ALTER TABLE $t REPLICA IDENTITY USING INDEX \"i \"\"x\"",
                "SELECT DISTINCT relreplident, (SELECT indkey FROM pg_index WHERE indrelid = c.oid AND indisreplident) FROM pg_class c WHERE oid IN $leaves",
                "i|2 1"),
        STATISTICS(
                """
                CREATE STATISTICS "Sales"."st ""at" (ndistinct, mcv) ON n, note FROM $t;
                CREATE STATISTICS "Sales".ex ON (lower(note)) FROM $t;
                CREATE STATISTICS "Sales".a23456789_123456789_123456789_123456789_123456789_123456789_123 ON n, note, (n + 1), "d ay" FROM $t;
                CREATE STATISTICS "Sales".a23456789_123456789_123456789_123456789_123456789_123456789_124 (dependencies) ON n, "Id" FROM $t;
                ALTER STATISTICS "Sales"."st ""at" SET STATISTICS 77;
                COMMENT ON STATISTICS "Sales".ex IS 'an expression';
                """,
                "SELECT DISTINCT (SELECT string_agg(concat_ws(' ', pg_get_statisticsobjdef_columns(s.oid), nullif(stxstattarget, -1)), '; ' ORDER BY pg_get_statisticsobjdef_columns(s.oid) COLLATE \"C\") FROM pg_statistic_ext s WHERE stxrelid = c.oid) FROM pg_class c WHERE oid IN $leaves",
                "\"Id\", n; \"d ay\", note, n, (n + 1); lower(note); note, n 77"),
        STATISTICS_TARGETS(
                """
                ALTER TABLE $t ALTER note SET STATISTICS 0, ALTER "Id" SET STATISTICS 1000;
                CREATE INDEX "i ""x" ON $t ((n + 1), lower(note));
                ALTER INDEX "Sales"."i ""x" ALTER 1 SET STATISTICS 500;
                """,
                """
                SELECT DISTINCT (SELECT string_agg(attstattarget::text, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND attstattarget >= 0),
                  (SELECT attstattarget FROM pg_attribute JOIN pg_index ON indexrelid = attrelid WHERE indrelid = c.oid AND attstattarget >= 0) FROM pg_class c WHERE oid IN $leaves
                """,
                "1000 0|500"),
        COLUMN_OPTIONS(
                "ALTER TABLE $t ALTER note SET (n_distinct = -0.5), ALTER n SET (n_distinct = 10, n_distinct_inherited = 11)",
                """
                SELECT DISTINCT (SELECT string_agg(array_to_string(attoptions, ' '), ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid) FROM pg_class c WHERE oid IN $leaves
                UNION ALL SELECT string_agg(array_to_string(attoptions, ' '), ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '$t'::regclass
                """,
                "n_distinct=-0.5 n_distinct=10 n_distinct_inherited=11",
                "n_distinct=-0.5 n_distinct_inherited=-0.5 n_distinct=10 n_distinct_inherited=11"),
        CLUSTER(
                "CREATE INDEX \"i \"\"x\" ON $t (n); ALTER TABLE $t CLUSTER ON \"i \"\"x\"",
                "SELECT DISTINCT (SELECT indkey FROM pg_index WHERE indrelid = c.oid AND indisclustered) FROM pg_class c WHERE oid IN $leaves",
                "4"),
        STORAGE_OF_KEYS(
                """
                ALTER TABLE $t DROP CONSTRAINT "p ""k";
                ALTER TABLE $t ADD CONSTRAINT "p ""k" PRIMARY KEY ("Id", "d ay") INCLUDE (n) WITH (fillfactor = 70, deduplicate_items = off),
                  ADD CONSTRAINT "u ""k" UNIQUE ("d ay", "Id") INCLUDE (note) WITH (fillfactor = 55);
                ALTER TABLE $t CLUSTER ON "p ""k";
                """,
                """
                SELECT DISTINCT (SELECT string_agg(concat_ws(' ', pg_get_constraintdef(k.oid), i.reloptions), '; ' ORDER BY contype) FROM pg_constraint AS k JOIN pg_class AS i ON i.oid = conindid
                  WHERE conrelid = c.oid AND contype IN ('p', 'u')) FROM pg_class AS c WHERE c.oid = '$t'::regclass OR c.oid IN $leaves""",
                "PRIMARY KEY (\"Id\", \"d ay\") INCLUDE (n) {fillfactor=70,deduplicate_items=off}; UNIQUE (\"d ay\", \"Id\") INCLUDE (note) {fillfactor=55}"),
        RULES(
                """
                CREATE RULE "ru ""le" AS ON DELETE TO $t DO INSTEAD NOTHING;
                CREATE RULE r2 AS ON UPDATE TO $t WHERE NEW.n IS DISTINCT FROM OLD.n DO ALSO INSERT INTO "Sales".seen VALUES (NEW.note || '\\');
                CREATE RULE r3 AS ON INSERT TO $t DO ALSO NOTIFY x;
                ALTER TABLE $t DISABLE RULE r3;
                COMMENT ON RULE r2 ON $t IS 'ru''le';
                """,
                "DELETE FROM $t; SELECT count(*), (SELECT count(*) FROM pg_rewrite WHERE ev_class IN $leaves) FROM $t",
                "100|0");

        private final String sql;
        private final String query;
        private final List<String> answer;

        Kind(String sql, String query, String... answer) {
            this.sql = sql;
            this.query = query;
            this.answer = List.of(answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void areCarriedByAttach(Kind kind, TestDatabase database) throws Exception {
        areCarried(kind, database, REQUEST);
    }

    @ParameterizedTest
    @EnumSource
    void areCarriedByCopy(Kind kind, TestDatabase database) throws Exception {
        areCarried(kind, database, REQUEST.copy());
    }

    private static void areCarried(Kind kind, TestDatabase database, Request request)
            throws Exception {
        database.query(TABLE + filled(kind.sql, database));
        staysTheSame(
                database,
                request,
                () ->
                        assertThat(database.query(filled(kind.query, database)))
                                .isEqualTo(kind.answer));
    }

    /** As they move, and as they are copied and switched to. */
    @ParameterizedTest
    @EnumSource
    void areGivenToPartitionsThatTakeRows(Kind kind, TestDatabase database) throws Exception {
        Request request = REQUEST.boundary("2027-01-01");
        database.query(TABLE + filled(kind.sql, database));
        Runs.convert(database, request);
        Moving young = Moving.of(request, "2026-03-01", "2027-01-01").name("young");
        young.there(database);
        assertThat(database.query(filled(kind.query, database))).isEqualTo(kind.answer);
        young.back(database);
        Moving.of(request, "MINVALUE", "2027-01-01").name("all").staged().there(database);
        List<String> described = described(database);
        Completing.of(request).there(database);
        assertThat(described(database)).isEqualTo(described);
        assertThat(database.query(filled(kind.query, database))).isEqualTo(kind.answer);
    }

    private interface Look {
        void look() throws Exception;
    }

    private static void staysTheSame(TestDatabase database, Request request, Look look)
            throws Exception {
        List<String> before = Definition.of(database);
        List<String> described = described(database);
        Runs.convert(database, request);
        List<String> converted = Definition.of(database);
        assertThat(described(database)).containsExactlyElementsOf(described);
        look.look();
        Runs.revert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(described(database)).containsExactlyElementsOf(described);
        Runs.convert(database, request);
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
    }

    /** As the conversion itself compares it. */
    private static List<String> described(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            return CatalogReader.ask(
                            connection,
                            catalog ->
                                    catalog.table(
                                            QualifiedName.of("Sales", "Ord\"ers"),
                                            REQUEST.copy().conversion().ownNames()))
                    .orElseThrow()
                    .description()
                    .lines()
                    .stream()
                    .filter(line -> !line.startsWith("partition|"))
                    .toList();
        }
    }

    @Test
    void nobodySeesMoreThanBefore(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + filled(
                                """
                                GRANT USAGE ON SCHEMA "Sales" TO $a;
                                GRANT SELECT ON $t TO $a;
                                ALTER TABLE $t ENABLE ROW LEVEL SECURITY;
                                CREATE POLICY p ON $t TO $a USING (n = 3);
                                """,
                                database));
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            Runs.convert(database, request);
            try (Connection reader = database.role("a").connect()) {
                assertThat(count(reader, "\"Sales\".\"Ord\"\"ers\"")).isEqualTo(10);
                for (String table :
                        database.query(
                                "SELECT oid::regclass FROM pg_class WHERE relname ~ '^Ord' AND relkind = 'r' AND has_table_privilege('%s', oid, 'SELECT')"
                                        .formatted(database.role("a").user()))) {
                    assertThat(count(reader, table)).as(table).isZero();
                }
            }
            Runs.revert(database, request);
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (var rows =
                connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void forcedRowSecurityIsCarriedWhereTheOwnerBypassesIt(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                        + "CREATE POLICY p ON \"Sales\".\"Ord\"\"ers\" USING (n = 3)");
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .contains(
                        """
                        row level security of table "Sales"."Ord""ers" is forced on its owner
                          Detail: Role %1$s, which has to see every row, would not.
                          Hint: ALTER TABLE "Sales"."Ord""ers" NO FORCE ROW LEVEL SECURITY, and FORCE it again afterwards; or ALTER ROLE %1$s BYPASSRLS."""
                                .formatted(quoted(database.ownerUser())));
        database.asSuperuser("ALTER ROLE %s BYPASSRLS".formatted(quoted(database.ownerUser())));
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            staysTheSame(database, request, () -> {});
            Runs.revert(database, request);
        }
    }

    @Test
    void statisticsOfAnotherRoleAreRefused(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + "CREATE STATISTICS \"Sales\".\"st \"\"at\" ON n, note FROM \"Sales\".\"Ord\"\"ers\"");
        String other = quoted(database.role("a").user());
        database.asSuperuser("ALTER STATISTICS \"Sales\".\"st \"\"at\" OWNER TO " + other);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        extended statistics "Sales"."st ""at" of table "Sales"."Ord""ers" belong to another role
                          Detail: Their owner is %s.
                          Hint: ALTER STATISTICS "Sales"."st ""at" OWNER TO %s.
                        """
                                .formatted(other, quoted(database.ownerUser())));
    }

    @Test
    void aNameThatStatisticsNeedIsNotTaken(TestDatabase database) throws Exception {
        database.query(
                TABLE
                        + """
                        CREATE STATISTICS "Sales".s ON n, note FROM "Sales"."Ord""ers";
                        CREATE TABLE "Sales".other (a int, b int);
                        CREATE STATISTICS "Sales".s_legacy ON a, b FROM "Sales".other
                        """);
        assertThat(Refused.conversion(database, REQUEST.conversion()))
                .isEqualTo(
                        """
                        extended statistics "Sales"."s_legacy" exist already
                          Detail: The conversion needs the name for those of the old heap.
                          Hint: Rename or drop them.
                        """);
    }

    /** It is taken away as soon as it is given. */
    @Test
    void whatWouldBeLostStopsTheCutOver(TestDatabase database) throws Exception {
        database.query(TABLE + "CREATE POLICY p ON \"Sales\".\"Ord\"\"ers\" USING (n = 3)");
        database.asSuperuser(
                """
                CREATE FUNCTION public.lose() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN DROP POLICY p ON "Sales"."Ord""ers"; END';
                CREATE EVENT TRIGGER lose ON ddl_command_end WHEN tag IN ('CREATE POLICY') EXECUTE FUNCTION public.lose();
                """);
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            assertThatThrownBy(() -> Runs.convert(database, request))
                    .hasMessageContaining(
                            """
                            table "Sales"."Ord""ers" would not be what it was
                              Detail: lost: policy|p|*|t|{-}|USING (n = 3)
                              Hint: Nothing has changed. Something may have come since the plan was made: run it, or print it, once more.""");
            assertThat(
                            database.query(
                                    "SELECT relkind, polname FROM pg_class c JOIN pg_policy ON polrelid = c.oid WHERE relname = 'Ord\"ers'"))
                    .containsExactly("r|p");
            Runs.revert(database, request);
        }
    }

    @Test
    void whatChangedSinceTheConversionIsThereAfterTheRollback(TestDatabase database)
            throws Exception {
        database.query(
                TABLE
                        + """
                        ALTER TABLE "Sales"."Ord""ers" REPLICA IDENTITY FULL, ALTER note SET STATISTICS 10, ENABLE ROW LEVEL SECURITY;
                        CREATE STATISTICS "Sales".s ON n, note FROM "Sales"."Ord""ers";
                        CREATE POLICY p ON "Sales"."Ord""ers" USING (n = 3);
                        CREATE RULE r AS ON DELETE TO "Sales"."Ord""ers" DO INSTEAD NOTHING;
                        """);
        for (Request request : List.of(REQUEST, REQUEST.copy())) {
            try (TestDatabase copy = database.copy()) {
                String change =
                        """
                        ALTER TABLE "Sales"."Ord""ers" REPLICA IDENTITY DEFAULT, ALTER note SET STATISTICS -1, ALTER n SET STATISTICS 7, DISABLE ROW LEVEL SECURITY;
                        DROP STATISTICS "Sales".s;
                        CREATE STATISTICS "Sales".late ON n, "Id" FROM "Sales"."Ord""ers";
                        ALTER POLICY p ON "Sales"."Ord""ers" USING (n = 4);
                        DROP RULE r ON "Sales"."Ord""ers";
                        CREATE RULE late AS ON INSERT TO "Sales"."Ord""ers" DO ALSO NOTIFY x
                        """;
                Runs.convert(copy, request);
                copy.query(change);
                Runs.revert(copy, request);
                try (TestDatabase plain = database.copy()) {
                    plain.query(change);
                    assertThat(Definition.of(copy)).containsExactlyElementsOf(Definition.of(plain));
                }
            }
        }
    }

    private static String filled(String sql, TestDatabase database) {
        return sql.replace("$t", "\"Sales\".\"Ord\"\"ers\"")
                .replace("$leaves", LEAVES)
                .replace("$o", quoted(database.ownerUser()))
                .replace("$a", quoted(database.role("a").user()))
                .replace("$b", quoted(database.role("b").user()));
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}
