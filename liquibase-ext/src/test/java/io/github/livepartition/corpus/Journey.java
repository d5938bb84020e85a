// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.livepartition.change.LiquibaseRun;
import io.github.livepartition.run.Definition;
import io.github.livepartition.testing.PgDump;
import io.github.livepartition.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;

/** A database and its twin, which stays as it is: after each change both answer the same. */
final class Journey {

    private final Case shape;
    private final String strategy;
    private final TestDatabase database;
    private final TestDatabase twin;
    private final Optional<PgDump> dump;
    private final List<String> before;
    private int runs;

    private Journey(Case shape, String strategy, TestDatabase database, TestDatabase twin) {
        this.shape = shape;
        this.strategy = strategy;
        this.database = database;
        this.twin = twin;
        this.dump = PgDump.of(database);
        this.before = schema();
    }

    static Journey begin(Case shape, String strategy, TestDatabase database, TestReporter reporter)
            throws Exception {
        shape.create(database);
        LiquibaseRun.on(database, shape.directory().getParent(), "nothing.yaml").update();
        Journey journey = new Journey(shape, strategy, database, database.copy());
        if (journey.dump.isEmpty()) {
            reporter.publishEntry(
                    "no pg_dump of version %d or later: only the catalog is compared"
                            .formatted(database.majorVersion()));
        }
        return journey;
    }

    /** Whether the corpus says so; and then it is, with that text, and nothing is touched. */
    boolean isRefused() {
        return isRefused(strategy);
    }

    private boolean isRefused(String change) {
        Optional<String> text = shape.refusal(change);
        if (text.isPresent()) {
            List<String> now = schema();
            Throwable refusal = catchThrowable(() -> run(change).update());
            assertThat(refusal).as("%s of %s", change, shape).isNotNull();
            assertThat(root(refusal)).hasMessage(text.get());
            assertThat(differences(now)).isEmpty();
        }
        return text.isPresent();
    }

    /** There, back, and there again before anybody has written. */
    void convert() throws Exception {
        run(strategy).update();
        List<String> converted = schema();
        assertThat(converted).isNotEqualTo(before);
        goBack(strategy, before);
        run(strategy).update();
        assertThat(differences(converted)).isEmpty();
        answersTheSame(strategy, true);
        isRestored();
    }

    /** Nothing where the case has no such changelog. */
    void thereAndBack(String change) throws Exception {
        if (shape.has(change) && !isRefused(change)) {
            List<String> converted = schema();
            run(change).update();
            assertThat(schema()).isNotEqualTo(converted);
            answersTheSame(change, true);
            goBack(change, converted);
            answersTheSame("the rollback of " + change, true);
        }
    }

    /** With what has been written meanwhile. */
    void rollBack() throws Exception {
        goBack(strategy, before);
        answersTheSame("the rollback of " + strategy, false);
    }

    /** The conversion and all that comes after it, of which nothing is left to undo. */
    void end() throws Exception {
        String change = strategy + "-end";
        if (shape.has(change) && !isRefused(change)) {
            run(change).update();
            answersTheSame(change, true);
            isRestored();
        }
    }

    /** A dump makes the same database again. */
    private void isRestored() {
        if (dump.isEmpty()) {
            return;
        }
        try (TestDatabase restored = TestDatabase.create()) {
            List<String> script = new ArrayList<>(List.of("DROP SCHEMA \"Sales\";"));
            script.addAll(dump.get().of(database, "--rows-per-insert", "1000"));
            script.remove("SET transaction_timeout = 0;"); // which no server before 17 knows
            restored.asSuperuser(String.join("\n", script));
            assertThat(differences(withoutCasts(database), withoutCasts(restored)))
                    .as("a dump of %s, restored", shape)
                    .isEmpty();
            List<String> tables = twin.query(TABLES);
            assertThat(restored.asSuperuser(contents(tables)))
                    .containsExactlyElementsOf(database.asSuperuser(contents(tables)));
        }
    }

    /** PostgreSQL writes the casts of a restored CHECK another way. */
    private List<String> withoutCasts(TestDatabase of) {
        return dump.orElseThrow().schema(of).stream()
                .map(line -> line.replaceAll("::(text|character varying)(\\[\\])?|[()]", ""))
                .toList();
    }

    private void goBack(String change, List<String> where) throws Exception {
        for (int i = 0; i < shape.changeSets(change); i++) {
            run(change).rollback();
        }
        assertThat(differences(where)).as("%s, back from %s", shape, change).isEmpty();
    }

    private List<String> differences(List<String> before) {
        return differences(before, schema());
    }

    /** The lines that are new, and those that are gone. */
    private static List<String> differences(List<String> before, List<String> now) {
        List<String> differences = new ArrayList<>(subtract("+ ", now, before));
        differences.addAll(subtract("- ", before, now));
        return differences;
    }

    private static List<String> subtract(String sign, List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest.stream().map(line -> sign + line).toList();
    }

    private LiquibaseRun run(String change) {
        return LiquibaseRun.on(database, shape.directory(), change + ".yaml");
    }

    private List<String> schema() {
        List<String> lines = new ArrayList<>(Definition.of(database));
        dump.ifPresent(program -> lines.addAll(program.schema(database)));
        return lines;
    }

    private void answersTheSame(String when, boolean partitioned) throws Exception {
        runs++;
        Statements statements = shape.statements();
        List<String> expected =
                partitioned ? statements.expect(twin, runs, strategy) : statements.run(twin, runs);
        assertThat(differences(expected, statements.run(database, runs)))
                .as("%s, after %s", shape, when)
                .isEmpty();
        List<String> tables = twin.query(TABLES);
        assertThat(database.asSuperuser(contents(tables)))
                .as("%s, rows after %s", shape, when)
                .containsExactlyElementsOf(twin.asSuperuser(contents(tables)));
    }

    /** Queries whose union tells of every row of the tables, and of every value of a sequence. */
    private static String contents(List<String> queries) {
        return String.join("\nUNION ALL ", queries) + "\nORDER BY 1";
    }

    private static final String TABLES =
            """
            SELECT CASE relkind WHEN 'S' THEN format('SELECT %1$L || last_value || is_called, 0 FROM %1$s', c.oid::regclass)
                   ELSE format('SELECT %1$L || coalesce(sum(hashtextextended(t::text, 0)), 0), count(*) FROM %1$s AS t', c.oid::regclass) END
              FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
             WHERE relkind IN ('r', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND relname !~ '^databasechangelog'
            """;

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
