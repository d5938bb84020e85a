// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.catalog.CatalogReader;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.plan.Completion;
import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AddPartitions;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.BuildUniqueIndex;
import io.github.livepartition.step.CompareLegacy;
import io.github.livepartition.step.DetachConcurrently;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.ExpectReferences;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.LogEverything;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.Slices;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.StopMirroring;
import io.github.livepartition.step.Vacuum;
import io.github.livepartition.step.ValidateBoundsCheck;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.Session;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The contract of each step: the locks it takes on what was there before its stage are those it
 * declares, and it knows from the catalog that it is done. Each step of real plans runs in a
 * transaction of its own, so that the locks of others do not hide its.
 */
@PostgresTest
class StepLocksIT {

    private static final Request REQUEST =
            Orders.request().boundary("2027-03-01").notNull(true).premake(2);

    private final Set<Class<?>> seen = new HashSet<>();
    private final SoftAssertions contract = new SoftAssertions();

    @Test
    void areThoseThatEachStepDeclares(TestDatabase database) throws Exception {
        Orders.create(database, 50);
        Orders.grant(database);
        database.query("ALTER TABLE \"Sales\".\"Ord\"\"ers\" ALTER \"Created At\" DROP NOT NULL");
        database.query(BELONGINGS);
        there(database, database.owner(), REQUEST);
        // two partitions with more than a slice each, for one of them to be emptied
        database.query(
                """
                INSERT INTO "Sales"."Ord""ers" ("Cust""omer", "Created At", amount)
                  SELECT 1, timestamptz '2027-03-31 00:00+00' + g * interval '1 minute', g FROM generate_series(1, 2880) g;
                COMMENT ON TABLE "Sales"."Ord""ers" IS 'new';
                COMMENT ON COLUMN "Sales"."Ord""ers".note IS 'new';
                """);
        back(database, database.owner(), REQUEST);

        database.query("ALTER TABLE \"Sales\".\"Ord\"\"ers\" DROP CONSTRAINT \"Ord\"\"ers_pkey\"");
        Request trusting = REQUEST.proof(Proof.TRUST);
        database.query("DELETE FROM \"Sales\".\"Ord\"\"ers\" WHERE \"Created At\" >= '2027-01-01'");
        there(database, database.superuser(), trusting);
        database.query(
                "UPDATE \"Sales\".\"Ord\"\"ers\" SET \"Created At\" = '2027-03-01' WHERE \"Id\" < 20");
        back(database, database.superuser(), trusting);

        Request copied = REQUEST.notNull(false).copy();
        database.query(
                "ALTER TABLE \"Sales\".\"Ord\"\"ers\" ALTER \"Created At\" SET NOT NULL, ADD PRIMARY KEY (\"Id\")");
        there(database, database.owner(), copied);
        back(database, database.owner(), copied);
        there(database, database.owner(), copied.copy(new CopyPace(16, Pacing.NONE, 1), false));
        Connection owner = database.owner();
        run(database, owner, copied, () -> Planning.legacyDrop(owner, Runs.legacyDrop(copied)));

        keys(database);
        moves(database);
        defaults(database);

        contract.assertAll();
        seen.add(AddPartitions.class); // TwinIT
        seen.add(CompareLegacy.class); // CopyMeanwhileIT
        seen.add(ExpectReferences.class); // IncomingKeysIT
        seen.add(LogEverything.class); // CopyMeanwhileIT
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Step.class.getPermittedSubclasses())
                                .flatMap(
                                        type ->
                                                type == Slices.class
                                                        ? Stream.of(type.getPermittedSubclasses())
                                                        : Stream.of(type))
                                .toList());
    }

    private static final String BELONGINGS =
            """
            ALTER TABLE "Sales"."Ord""ers" ENABLE ROW LEVEL SECURITY, REPLICA IDENTITY FULL, ALTER note SET STATISTICS 7, ALTER note SET (n_distinct = 7);
            CREATE POLICY p ON "Sales"."Ord""ers" USING (true);
            CREATE RULE r AS ON INSERT TO "Sales"."Ord""ers" DO ALSO NOTIFY x;
            CREATE STATISTICS "Sales".s ON note, "Id" FROM "Sales"."Ord""ers";
            """;

    private void keys(TestDatabase database) throws SQLException {
        Connection owner = database.owner();
        Orders.execute(owner, "DROP TABLE " + Orders.NAME + " CASCADE");
        Orders.execute(
                owner,
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, no integer CONSTRAINT "no" UNIQUE, x integer);
                CREATE UNIQUE INDEX "by x" ON "Sales"."Ord""ers" (x);
                CREATE UNIQUE INDEX "by y" ON "Sales"."Ord""ers" (lower(x::text));
                CREATE TABLE "Sales"."It""ems" (o bigint CONSTRAINT "it's" REFERENCES "Sales"."Ord""ers");
                COMMENT ON CONSTRAINT "it's" ON "Sales"."It""ems" IS 'a key';
                INSERT INTO "Sales"."Ord""ers" SELECT g, g, g FROM generate_series(1, 90) AS g;
                INSERT INTO "Sales"."It""ems" SELECT g FROM generate_series(1, 90) AS g;
                """);
        Request request =
                Request.of(Orders.SCHEMA, Orders.TABLE, "Id", "1000")
                        .extend("no")
                        .extend("by x")
                        .drop("by y")
                        .incoming(KeyChoices.Incoming.REPOINT);
        there(database, owner, request);
        back(database, owner, request);
        there(database, owner, request.copy());
        back(database, owner, request.copy());
        Orders.execute(owner, "DROP TABLE \"Sales\".\"It\"\"ems\"");
    }

    private void moves(TestDatabase database) throws SQLException {
        Connection owner = database.owner();
        Orders.execute(owner, "DROP TABLE " + Orders.NAME + " CASCADE");
        Orders.execute(
                owner,
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, "Created At" timestamptz NOT NULL,
                  customer bigint CONSTRAINT "to" REFERENCES "Sales"."Custo mer");
                COMMENT ON CONSTRAINT "to" ON "Sales"."Ord""ers" IS 'a key';
                INSERT INTO "Sales"."Ord""ers" SELECT g, timestamptz '2024-11-01 00:00+00' + g * interval '1 day', 1 FROM generate_series(1, 90) g;
                """);
        Request request = Orders.request().boundary("2027-03-01");
        there(database, owner, request);
        Moving part = Moving.of(request, "MINVALUE", "2024-12-01").name("part");
        Plan plan = Planning.move(owner, part.move());
        Runs.stage(owner, plan);
        run(database, owner, request, () -> Planning.moveBack(owner, part.move()));
        Moving all = Moving.of(request, "MINVALUE", "2027-03-01").name("all");
        run(database, owner, request, () -> Planning.move(owner, all.move()));
        run(database, owner, request, () -> Planning.moveBack(owner, all.move()));
        run(database, owner, request, () -> Planning.move(owner, all.move()));
        Orders.execute(
                owner,
                "CREATE TABLE \"Sales\".later PARTITION OF %s FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')"
                        .formatted(Orders.NAME));
        run(database, owner, request, () -> Planning.partitionDrop(owner, all.drop(false)));
        Orders.execute(owner, "DROP TABLE " + Orders.NAME);
        Orders.execute(
                owner,
                "CREATE TABLE \"Sales\".\"Ord\"\"ers\" (\"Id\" bigint PRIMARY KEY, \"Created At\" timestamptz NOT NULL)");
        there(database, owner, request);
        run(database, owner, request, () -> Planning.partitionDrop(owner, all.drop(true)));
        stages(database, request);
    }

    private void defaults(TestDatabase database) throws SQLException {
        Connection owner = database.owner();
        Orders.execute(
                owner,
                """
                CREATE TABLE "Sales".events ("Id" bigint, "Created At" timestamptz NOT NULL) PARTITION BY RANGE ("Created At");
                CREATE INDEX ON "Sales".events ("Created At");
                CREATE TABLE "Sales".others PARTITION OF "Sales".events DEFAULT;
                INSERT INTO "Sales".events SELECT g, timestamptz '2024-11-01 00:00+00' + g * interval '1 day' FROM generate_series(1, 90) g;
                """);
        Request request = Request.of("Sales", "events", "Created At", "month");
        Moving gap = Moving.of(request, "2024-12-01", "2025-01-01").name("gap");
        run(database, owner, request, () -> Planning.move(owner, gap.move()));
        run(database, owner, request, () -> Planning.moveBack(owner, gap.move()));
    }

    private void stages(TestDatabase database, Request request) throws SQLException {
        Connection owner = database.owner();
        Orders.execute(owner, "DROP TABLE " + Orders.NAME + ", " + Orders.LEGACY);
        Orders.execute(
                owner,
                """
                CREATE TABLE "Sales"."Ord""ers" ("Id" bigint PRIMARY KEY, "Created At" timestamptz NOT NULL,
                  customer bigint CONSTRAINT "to" REFERENCES "Sales"."Custo mer");
                INSERT INTO "Sales"."Ord""ers" SELECT g, timestamptz '2024-11-01 00:00+00' + g * interval '1 day', 1 FROM generate_series(1, 90) g;
                """);
        there(database, owner, request);
        Moving old = Moving.of(request, "MINVALUE", "2024-12-01").name("part").staged();
        Moving rest = Moving.of(request, "2024-12-01", "2027-03-01").name("rest").staged();
        Completion completion = Completing.of(request).completion();
        run(database, owner, request, () -> Planning.move(owner, old.move()));
        run(database, owner, request, () -> Planning.moveBack(owner, old.move()));
        run(database, owner, request, () -> Planning.move(owner, rest.move()));
        run(database, owner, request, () -> Planning.move(owner, old.move()));
        run(database, owner, request, () -> Planning.completion(owner, completion));
        run(database, owner, request, () -> Planning.completionBack(owner, completion));
        seen.add(StopMirroring.class); // StageTwinIT
        run(database, owner, request, () -> Planning.completion(owner, completion));
        run(database, owner, request, () -> Planning.partitionDrop(owner, old.drop(false)));
    }

    private void there(TestDatabase database, Connection connection, Request request)
            throws SQLException {
        run(
                database,
                connection,
                request,
                () -> Planning.conversion(connection, request.conversion()));
    }

    private void back(TestDatabase database, Connection connection, Request request)
            throws SQLException {
        run(
                database,
                connection,
                request,
                () -> Planning.reversion(connection, request.conversion()));
    }

    private void run(TestDatabase database, Connection connection, Request request, Planner planner)
            throws SQLException {
        for (Plan plan = planner.plan(); !plan.isEmpty(); plan = planner.plan()) {
            Stage stage = plan.stages().get(0);
            Map<Long, QualifiedName> there = relations(connection);
            if (stage instanceof Stage.Locked locked) {
                for (Step check : locked.checks()) {
                    check(database, connection, request, check, there);
                }
            }
            for (Step step : stage.steps()) {
                check(database, connection, request, step, there);
                // by its present name, if it was there before the stage
                Map<Long, QualifiedName> now = relations(connection);
                there.replaceAll((oid, name) -> now.getOrDefault(oid, name));
            }
        }
    }

    private void check(
            TestDatabase database,
            Connection connection,
            Request request,
            Step step,
            Map<Long, QualifiedName> there)
            throws SQLException {
        Map<QualifiedName, QualifiedName> parents = parents(connection);
        Optional<Boolean> before = done(connection, request, step);
        Map<QualifiedName, LockLevel> observed = sorted();
        // slices: a first look, a scan, a slice, the last of a partition; each locks what it needs
        for (int i = 0; i < (step instanceof Slices ? 40 : 1); i++) {
            execute(database, connection, step)
                    .forEach(
                            (oid, level) -> {
                                if (there.containsKey(oid)) {
                                    observed.merge(there.get(oid), level, StepLocksIT::stronger);
                                }
                            });
        }
        Optional<Boolean> after = done(connection, request, step);

        Map<QualifiedName, LockLevel> declared = sorted();
        step.locks().forEach(lock -> declared.put(lock.relation(), lock.level()));
        observed.keySet()
                .removeIf(
                        name ->
                                !declared.containsKey(name)
                                        && isImplied(
                                                observed.get(name),
                                                declared.get(parents.getOrDefault(name, name))));
        declared.keySet().removeIf(name -> !there.containsValue(name));
        if (step.sql().text().startsWith("DO ")) {
            observed.putAll(declared);
        }
        String what = "%s, %s".formatted(step.getClass().getSimpleName(), step.title());
        contract.check(() -> assertThat(observed).as(what).isEqualTo(declared));
        contract.check(() -> assertThat(before).as(what).isNotEqualTo(Optional.of(true)));
        contract.check(() -> assertThat(after).as(what).isNotEqualTo(Optional.of(false)));
        seen.add(step.getClass());
    }

    /** By being the weakest there is, or by the lock that is declared for the parent. */
    private static boolean isImplied(LockLevel level, LockLevel ofParent) {
        return level == LockLevel.ACCESS_SHARE
                || ofParent != null && level.compareTo(ofParent) <= 0;
    }

    private static <T> Map<QualifiedName, T> sorted() {
        return new TreeMap<>(Comparator.comparing(QualifiedName::sql));
    }

    private static Map<QualifiedName, QualifiedName> parents(Connection connection)
            throws SQLException {
        Map<Long, QualifiedName> names = relations(connection);
        Map<QualifiedName, QualifiedName> parents = sorted();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT i.inhrelid, i.inhparent FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid WHERE relkind = 'r'")) {
            while (rows.next()) {
                parents.put(names.get(rows.getLong(1)), names.get(rows.getLong(2)));
            }
        }
        return parents;
    }

    /** Empty for the steps of a cut-over, which commit together. */
    private static Optional<Boolean> done(Connection connection, Request request, Step step)
            throws SQLException {
        try {
            if (step.getClass().getMethod("doneIn", Table.class).getDeclaringClass()
                    == Step.class) {
                return Optional.empty();
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        QualifiedName table =
                step instanceof ValidateBoundsCheck validate
                        ? validate.bounds().table()
                        : step instanceof BuildIndex build
                                ? build.table()
                                : step instanceof BuildUniqueIndex build
                                        ? build.table()
                                        : step instanceof DropIndex drop
                                                ? drop.table()
                                                : request.table();
        return CatalogReader.ask(connection, catalog -> catalog.table(table)).map(step::doneIn);
    }

    private static Map<Long, LockLevel> execute(
            TestDatabase database, Connection connection, Step step) throws SQLException {
        if (step instanceof BuildIndex
                || step instanceof BuildUniqueIndex
                || step instanceof DropIndex) {
            return concurrently(database, step);
        }
        if (step instanceof DetachConcurrently detach) {
            // it waits without the lock it began with
            assertThat(concurrently(database, step)).isEmpty();
            return Map.of(oid(connection, detach.parent()), LockLevel.SHARE_UPDATE_EXCLUSIVE);
        }
        if (step instanceof Vacuum vacuum) {
            // it takes no part in a transaction in which it could be looked at
            Orders.execute(connection, step.sql().text());
            return Map.of(oid(connection, vacuum.table()), LockLevel.SHARE_UPDATE_EXCLUSIVE);
        }
        String body =
                step instanceof Slices slices
                        ? "FOR once IN 1..1 LOOP\n%s\n%s\nEND LOOP;"
                                .formatted(slices.find(), slices.sql())
                        : step.sql().text();
        if (step.sql().text().startsWith("DO ")) {
            // commits by itself, and touches nothing that the application uses
            Orders.execute(connection, step.sql().text());
            return Map.of();
        }
        if (step.work().growsWithTheTable() || step.title().startsWith("analyze")) {
            return inTransaction(connection, body);
        }
        String block =
                """

                #variable_conflict use_column
                DECLARE
                  session_role CONSTANT text := pg_catalog.current_setting('role');
                  greatest_key text;
                  sequence_value bigint;
                  sequence_called boolean;
                  returned bigint;
                  helpers text[];
                  helper text;
                  %s
                BEGIN
                  SET LOCAL search_path = pg_catalog, pg_temp;
                  SET LOCAL ROLE "%s";
                  %s
                END
                """
                        .formatted(
                                step instanceof Slices slices ? slices.variables() : "",
                                database.ownerUser().replace("\"", "\"\""),
                                body);
        return inTransaction(
                connection, Sql.of("DO %s", Sql.dollarQuote("step", Sql.verbatim(block))).text());
    }

    private static long oid(Connection connection, QualifiedName name) throws SQLException {
        return relations(connection).entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Map<Long, LockLevel> inTransaction(Connection connection, String sql)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            Orders.execute(connection, sql);
            Map<Long, LockLevel> locks = locks(connection, "pg_catalog.pg_backend_pid()");
            connection.commit();
            return locks;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Looks at it while it waits for a writer, in the midst of its work. */
    private static Map<Long, LockLevel> concurrently(TestDatabase database, Step step)
            throws SQLException {
        try (Session writer = database.session("writer");
                Session builder = database.session("builder");
                Connection observer = database.superuser()) {
            writer.run("BEGIN");
            QualifiedName table = step.locks().get(0).relation();
            writer.run("LOCK TABLE %s IN ROW EXCLUSIVE MODE".formatted(table));
            builder.step(step.sql().text());
            assertThat(builder.blocked()).as(step.title()).isTrue();
            Map<Long, LockLevel> locks = locks(observer, Integer.toString(builder.pid()));
            writer.run("COMMIT");
            builder.finish();
            return locks;
        }
    }

    private static Map<Long, LockLevel> locks(Connection connection, String pid)
            throws SQLException {
        Map<Long, LockLevel> locks = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT relation, mode FROM pg_catalog.pg_locks
                                WHERE locktype = 'relation' AND granted AND pid = %s
                                """
                                        .formatted(pid))) {
            while (rows.next()) {
                locks.merge(rows.getLong(1), level(rows.getString(2)), StepLocksIT::stronger);
            }
        }
        return locks;
    }

    private static LockLevel stronger(LockLevel one, LockLevel other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** {@code ShareUpdateExclusiveLock}, for one. */
    private static LockLevel level(String mode) {
        return LockLevel.valueOf(
                mode.replaceFirst("Lock$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT));
    }

    /** Tables and views; an index or a sequence is locked together with its table. */
    private static Map<Long, QualifiedName> relations(Connection connection) throws SQLException {
        Map<Long, QualifiedName> relations = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT c.oid, nspname, relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
                                WHERE nspname = 'Sales' AND relkind IN ('r', 'p', 'v', 'm')
                                """)) {
            while (rows.next()) {
                relations.put(
                        rows.getLong(1), QualifiedName.of(rows.getString(2), rows.getString(3)));
            }
        }
        return relations;
    }
}
