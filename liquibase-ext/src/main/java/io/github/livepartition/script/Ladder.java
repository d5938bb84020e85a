// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.catalog.Fingerprint;
import io.github.livepartition.catalog.PartitionTree;
import io.github.livepartition.catalog.View;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Renders steps under the lock ladder as one DO block: short attempts for the locks, growing,
 * jittered pauses between them, everything in one transaction once they are held, and an error that
 * names who holds them when time is up.
 *
 * <p>Why each attempt begins with SHARE UPDATE EXCLUSIVE: a running autovacuum makes way for a
 * waiting lock only after deadlock_timeout, which a short attempt never reaches, while that first
 * rung stops neither reads nor writes.
 */
final class Ladder {

    private static final Sql NO_CHECKS = Sql.verbatim("NULL;");
    private static final Sql NO_PREPARATION =
            Sql.verbatim("-- each attempt is a transaction of its own");
    private static final Sql HELD_BY = Sql.verbatim("'It is held by %s. Attempts: %s.'");
    private static final Sql WAY_OUT =
            Sql.verbatim(
                    "'Nothing has changed in this stage. End these transactions, or set lockRetryFor to more, and run it again.'");
    private static final Sql PRIVILEGES = Sql.verbatim(LadderText.PRIVILEGES);

    private Ladder() {}

    static Sql render(Stage.Locked stage, Pace pace) {
        Map<String, SqlPart> parts = parts(stage.targets(), pace);
        List<Sql> checks = new ArrayList<>();
        stage.described().ifPresent(described -> checks.addAll(described(stage, described)));
        stage.checks().forEach(check -> checks.add(commented(check)));
        parts.put("checks", checks.isEmpty() ? NO_CHECKS : Sql.join("\n", checks));
        boolean described = stage.described().isPresent();
        parts.put("passes", Sql.verbatim(described ? "3" : "2"));
        // the description is planned once, before there is a lock
        parts.put(
                "find",
                Sql.verbatim(
                        described
                                ? "SET LOCAL plan_cache_mode = force_generic_plan;"
                                : "-- what to do is known"));
        parts.put(
                "variables",
                stage.preparation().map(Stage.Preparation::variables).orElse(Sql.verbatim("")));
        parts.put("before", stage.preparation().map(Stage.Preparation::sql).orElse(NO_PREPARATION));
        List<Sql> steps = new ArrayList<>(stage.steps().stream().map(Ladder::commented).toList());
        // where nothing is expected, the table itself is gone by then
        stage.described()
                .flatMap(Stage.Described::expected)
                .ifPresent(fingerprint -> steps.add(stillGranted(stage)));
        parts.put("steps", Sql.join("\n", steps));
        return Sql.of("DO %s", Sql.dollarQuote("livepartition", Sql.fill(LadderText.ONCE, parts)));
    }

    static Sql render(Stage.Repeated stage, Pace pace) {
        Stage.Targets targets = stage.targets();
        Map<String, SqlPart> parts = parts(targets.withoutReferenced(), pace);
        parts.put("checks", NO_CHECKS);
        parts.put("passes", Sql.verbatim("2"));
        // only a slice that empties a partition drops it, and has to lock what it references
        parts.put(
                "find",
                Sql.fill(
                        LadderText.NEIGHBOURS,
                        Map.of(
                                "find", stage.step().find(),
                                "quiet", stage.step().quiet(),
                                "table", new Literal(targets.table().sql()),
                                "referenced",
                                        oids(referenced(targets, LockLevel.ACCESS_EXCLUSIVE)))));
        parts.put(
                "firstRungs",
                Sql.of(
                        "%s\n%s",
                        firstRungs(targets), Sql.verbatim(LadderText.NEIGHBOURS_FIRST_RUNG)));
        parts.put(
                "locks",
                Sql.of(
                        "%s\n%s\n%s",
                        locks(targets.withoutReferenced(), Sql.verbatim("")),
                        Sql.verbatim(LadderText.NEIGHBOURS_LOCK),
                        locksOfReferenced(
                                targets, Sql.verbatim("emptied AND NOT gives_legacy AND "))));
        parts.put("variables", Sql.of("%s\nneighbours pg_catalog.text;", stage.step().variables()));
        parts.put("steps", Sql.of("%s\n%s", commented(stage.step()), stage.step().gate()));
        parts.put("size", stage.step().size());
        parts.put(
                "notLocked",
                Sql.of(
                        "CASE WHEN older_ones IS NULL THEN %s ELSE %s END",
                        parts.get("notLocked"),
                        new Literal(
                                "there was no instant without older snapshots within %s"
                                        .formatted(words(pace.lockRetryFor())))));
        parts.put(
                "heldBy",
                Sql.of(
                        "CASE WHEN older_ones IS NULL THEN %s ELSE %s END",
                        HELD_BY, new Literal("The last were those of %s. Attempts: %s.")));
        parts.put(
                "wayOut",
                Sql.of(
                        "CASE WHEN older_ones IS NULL THEN %s ELSE %s END",
                        WAY_OUT,
                        new Literal(
                                "What has moved stays. Run it again at a quieter time, or set %slockRetryFor to more."
                                        .formatted(
                                                stage.step().waits()
                                                        ? "oldSnapshots to warn, or "
                                                        : ""))));
        return Sql.of(
                "DO %s", Sql.dollarQuote("livepartition", Sql.fill(LadderText.REPEATED, parts)));
    }

    private static Map<String, SqlPart> parts(Stage.Targets targets, Pace pace) {
        Map<String, SqlPart> parts = new HashMap<>();
        parts.put("retryForMillis", millis(pace.lockRetryFor()));
        parts.put("lockTimeoutMillis", millis(pace.lockTimeout()));
        parts.put("held", Sql.verbatim(LadderText.HELD));
        parts.put("settings", Fingerprint.SETTINGS);
        parts.put("relations", relations(targets));
        parts.put("referenced", oids(referenced(targets, LockLevel.SHARE_ROW_EXCLUSIVE)));
        parts.put("partitions", partitions(targets));
        parts.put("runKey", Advisory.run(targets.table()));
        parts.put("running", Session.alreadyRunning(targets.table()));
        parts.put("owner", targets.owner());
        parts.put("firstRungs", firstRungs(targets));
        parts.put("locks", locks(targets, Sql.verbatim("")));
        parts.put(
                "notLocked",
                new Literal(
                        "could not lock table %s within %s"
                                .formatted(targets.table(), words(pace.lockRetryFor()))));
        parts.put("heldBy", HELD_BY);
        parts.put("wayOut", WAY_OUT);
        return parts;
    }

    private static Sql commented(Step step) {
        return Sql.of("-- %s\n%s", Sql.verbatim(step.title().replaceAll("\\R", " ")), step.sql());
    }

    private static Sql relations(Stage.Targets targets) {
        List<QualifiedName> names = new ArrayList<>();
        targets.views().forEach(view -> names.add(view.name()));
        names.add(targets.table());
        names.addAll(targets.beside());
        targets.referencing().forEach(other -> names.add(other.table()));
        names.addAll(targets.sequences());
        names.addAll(referenced(targets, LockLevel.ACCESS_EXCLUSIVE));
        return oids(names);
    }

    private static List<QualifiedName> referenced(Stage.Targets targets, LockLevel level) {
        return targets.referenced().stream()
                .filter(lock -> lock.level() == level)
                .map(Lock::relation)
                .toList();
    }

    private static Sql oids(List<QualifiedName> names) {
        return Sql.join(
                ", ",
                names.stream()
                        .map(name -> Sql.of("%s::regclass", new Literal(name.sql())))
                        .toList());
    }

    private static Sql partitions(Stage.Targets targets) {
        List<QualifiedName> whole = new ArrayList<>(targets.beside());
        if (targets.partitions()) {
            whole.add(0, targets.table());
        }
        List<Sql> trees =
                whole.stream()
                        .map(
                                name ->
                                        Sql.of(
                                                "ARRAY(SELECT relid FROM %s AS tree)",
                                                PartitionTree.of(
                                                        Sql.of(
                                                                "%s::regclass",
                                                                new Literal(name.sql())))))
                        .toList();
        return trees.isEmpty()
                ? Sql.verbatim("'{}'")
                : trees.size() == 1 ? trees.get(0) : Sql.of("(%s)", Sql.join(" || ", trees));
    }

    private static Sql firstRungs(Stage.Targets targets) {
        Sql own = firstRung(targets);
        return targets.referencing().isEmpty()
                ? own
                : Sql.of("%s\n%s", own, lockReferencing(targets, "SHARE UPDATE EXCLUSIVE"));
    }

    /** Their owners may, and ours perhaps not. */
    private static Sql lockReferencing(Stage.Targets targets, String mode) {
        return Sql.join(
                "\n",
                targets.referencing().stream()
                        .map(
                                other ->
                                        Sql.of(
                                                "SET LOCAL ROLE %s;\nLOCK TABLE ONLY %s IN %s MODE;\nSET LOCAL ROLE %s;",
                                                other.owner(),
                                                other.table(),
                                                Sql.verbatim(mode),
                                                targets.owner()))
                        .toList());
    }

    private static Sql firstRung(Stage.Targets targets) {
        return Sql.of(
                "LOCK TABLE %s%s IN SHARE UPDATE EXCLUSIVE MODE;",
                Sql.verbatim(targets.partitions() ? "" : "ONLY "),
                Sql.join(
                        ", ",
                        Stream.concat(Stream.of(targets.table()), targets.beside().stream())
                                .toList()));
    }

    /**
     * Each lock may wait for what is left of lockTimeout, so that all of them together wait no
     * longer.
     */
    private static Sql locks(Stage.Targets targets, Sql condition) {
        List<Sql> locks = new ArrayList<>();
        for (View view : targets.views()) {
            // LOCK TABLE on a view would lock every table it reads; giving it the owner it has
            // locks the view alone.
            locks.add(
                    Sql.of(
                            "SET LOCAL ROLE %s;\nALTER VIEW %s OWNER TO %s;\nSET LOCAL ROLE %s;",
                            view.owner(), view.name(), view.owner(), targets.owner()));
        }
        locks.add(Sql.of("LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE;", targets.table()));
        if (targets.partitions()) {
            locks.add(Sql.of("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE;", targets.table()));
        }
        if (!targets.beside().isEmpty()) {
            locks.add(
                    Sql.of(
                            "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE;",
                            Sql.join(", ", targets.beside())));
        }
        if (!targets.referencing().isEmpty()) {
            locks.add(lockReferencing(targets, "ACCESS EXCLUSIVE"));
        }
        locks.addAll(referencedLocks(targets, condition));
        return Sql.join("\n" + LadderText.REMAINING + "\n", locks);
    }

    private static Sql locksOfReferenced(Stage.Targets targets, Sql condition) {
        return Sql.join(
                "\n",
                referencedLocks(targets, condition).stream()
                        .map(lock -> Sql.of("%s\n%s", Sql.verbatim(LadderText.REMAINING), lock))
                        .toList());
    }

    private static List<Sql> referencedLocks(Stage.Targets targets, Sql condition) {
        List<Sql> locks = new ArrayList<>();
        for (Lock referenced : targets.referenced()) {
            // REFERENCES suffices for a foreign key, which then locks by itself
            locks.add(
                    Sql.of(
                            """
                            IF %shas_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE') THEN
                              LOCK TABLE ONLY %s IN %s MODE;
                            END IF;""",
                            condition,
                            new Literal(referenced.relation().sql()),
                            referenced.relation(),
                            Sql.verbatim(referenced.level().words())));
        }
        return locks;
    }

    private static List<Sql> described(Stage.Locked stage, Stage.Described described) {
        QualifiedName table = stage.targets().table();
        List<Sql> checks = new ArrayList<>();
        checks.add(
                Sql.fill(
                        LadderText.DESCRIBED,
                        Map.of(
                                "table",
                                new Literal(table.sql()),
                                "query",
                                described
                                        .now()
                                        .query(described.own(), Sql.verbatim("described_of")),
                                "differences",
                                Sql.join(
                                        ", ",
                                        described.differences().stream()
                                                .map(d -> new Literal(d.prefix()))
                                                .toList()),
                                "different",
                                new Literal("table %s would not be what it was".formatted(table)),
                                "privileges",
                                PRIVILEGES)));
        described
                .expected()
                .ifPresent(
                        fingerprint ->
                                checks.add(
                                        Sql.fill(
                                                LadderText.EXPECTED,
                                                Map.of(
                                                        "fingerprint",
                                                        new Literal(fingerprint),
                                                        "changed",
                                                        changed(stage)))));
        return checks;
    }

    private static Sql stillGranted(Stage.Locked stage) {
        return Sql.fill(
                LadderText.STILL_GRANTED,
                Map.of("privileges", PRIVILEGES, "changed", changed(stage)));
    }

    private static Literal changed(Stage.Locked stage) {
        return new Literal(
                "the definition of table %s has changed since the plan was made"
                        .formatted(stage.targets().table()));
    }

    private static Sql millis(Duration duration) {
        return Sql.verbatim(Long.toString(duration.toMillis()));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
