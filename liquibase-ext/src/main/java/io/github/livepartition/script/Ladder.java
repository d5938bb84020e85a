// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.catalog.Fingerprint;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.plan.Targets;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Pacing;
import io.github.livepartition.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        parts.put("await", Sql.verbatim("-- at once"));
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
        Targets targets = stage.targets();
        LadderLocks locks = new LadderLocks(targets);
        Map<String, SqlPart> parts = parts(targets.withoutReferenced(), pace);
        Pacing pacing = stage.step().pace().pacing();
        parts.put("before", stage.step().estimate());
        // whoever has waited has all the time again to get his locks
        parts.put(
                "await",
                pacing.await(
                        targets.table(),
                        Pacing.runName(targets.table()),
                        Sql.of(
                                "IF hindered > 0 THEN\nCOMMIT;\n%s\ngive_up_at := NULL;\nEND IF;",
                                parts.get("begin")),
                        Sql.verbatim("-- the owner's turn is when it locks")));
        parts.put("rest", pacing.rest());
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
                                "referenced", locks.referenced(LockLevel.ACCESS_EXCLUSIVE))));
        parts.put(
                "firstRungs",
                Sql.of(
                        "%s\n%s",
                        locks.firstRungs(), Sql.verbatim(LadderText.NEIGHBOURS_FIRST_RUNG)));
        parts.put(
                "locks",
                Sql.of(
                        "%s\n%s\n%s",
                        parts.get("locks"),
                        Sql.verbatim(LadderText.NEIGHBOURS_LOCK),
                        locks.referencedWhere(Sql.verbatim("emptied AND NOT gives_legacy"))));
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
                                                stage.step().pace().waits()
                                                        ? "oldSnapshots to warn, or "
                                                        : ""))));
        return Sql.of(
                "DO %s", Sql.dollarQuote("livepartition", Sql.fill(LadderText.REPEATED, parts)));
    }

    private static Map<String, SqlPart> parts(Targets targets, Pace pace) {
        LadderLocks locks = new LadderLocks(targets);
        Map<String, SqlPart> parts = new HashMap<>();
        parts.put("retryForMillis", millis(pace.lockRetryFor()));
        parts.put("lockTimeoutMillis", millis(pace.lockTimeout()));
        parts.put("held", Sql.verbatim(LadderText.HELD));
        parts.put("relations", locks.relations());
        parts.put("referenced", locks.referenced(LockLevel.SHARE_ROW_EXCLUSIVE));
        parts.put("partitions", locks.partitions());
        parts.put(
                "begin",
                Sql.fill(
                        LadderText.BEGIN_ATTEMPT,
                        Map.of(
                                "settings", Fingerprint.SETTINGS,
                                "runKey", Advisory.run(targets.table()),
                                "running", Session.alreadyRunning(targets.table()))));
        parts.put("owner", targets.owner());
        parts.put("firstRungs", locks.firstRungs());
        parts.put("locks", locks.locks());
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
