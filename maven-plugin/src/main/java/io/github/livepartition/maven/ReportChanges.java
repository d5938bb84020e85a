// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.ChangeView;
import io.github.livepartition.maven.report.FindingView;
import io.github.livepartition.maven.report.Impact;
import io.github.livepartition.maven.report.StageView;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.plan.Stage;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.LockLevel;
import io.github.livepartition.step.Step;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A pending change, for the report. */
final class ReportChanges {

    private ReportChanges() {}

    /**
     * @param plan empty for a change whose turn has yet to come
     */
    static ChangeView view(String changeSet, Optional<PlanReport> plan) {
        return plan.map(p -> planned(changeSet, p))
                .orElseGet(
                        () ->
                                new ChangeView(
                                        changeSet,
                                        "",
                                        "Later: " + PendingChanges.LATER + ".",
                                        false,
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        List.of()));
    }

    static ChangeView refused(String changeSet, String title, List<Finding> findings) {
        return new ChangeView(
                changeSet,
                title,
                "It cannot be done as it is; nothing is touched.",
                true,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                findings(findings),
                List.of());
    }

    private static ChangeView planned(String changeSet, PlanReport report) {
        Plan plan = report.plan();
        EstimateText estimate = new EstimateText(report.estimate());
        PlannedPartitions partitions = new PlannedPartitions(report.estimate());
        return new ChangeView(
                changeSet,
                plan.title(),
                plan.isEmpty() ? "Nothing is left to do; the update will record it." : "",
                false,
                estimate.needs(),
                partitions.views(),
                partitions.timeline(),
                plan.notes(),
                findings(plan.findings()),
                IntStream.range(0, plan.stages().size())
                        .mapToObj(i -> stage(plan, i, estimate.time(i).replaceFirst("^; ", "")))
                        .toList());
    }

    private static List<FindingView> findings(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .map(
                        finding ->
                                new FindingView(
                                        finding.severity().name().toLowerCase(Locale.ROOT),
                                        finding.message(),
                                        finding.detail(),
                                        finding.hint()))
                .toList();
    }

    private static StageView stage(Plan plan, int index, String time) {
        Stage stage = plan.stages().get(index);
        Impact impact = impact(stage);
        return new StageView(
                index + 1,
                stage.title(),
                impact,
                stage.strongestLock().map(lock -> lock.level().words()).orElse("none"),
                impact == Impact.GOES_ON ? "not at all" : wait(stage, plan.pace()),
                stage.work().words(),
                time,
                stage.steps().stream().map(Step::title).toList(),
                locks(stage));
    }

    private static Impact impact(Stage stage) {
        Optional<LockLevel> strongest = stage.strongestLock().map(Lock::level);
        if (strongest.filter(LockLevel::blocksWrites).isEmpty()) {
            return Impact.GOES_ON;
        }
        return strongest.get() == LockLevel.ACCESS_EXCLUSIVE ? Impact.ALL_WAIT : Impact.WRITES_WAIT;
    }

    private static String wait(Stage stage, Pace pace) {
        return "up to %d ms while %s asks for the lock, and then until it is done"
                .formatted(
                        pace.lockTimeout().toMillis(),
                        stage instanceof Stage.Repeated ? "each slice" : "an attempt");
    }

    /** The strongest of each relation, in the order in which they are first taken. */
    private static List<String> locks(Stage stage) {
        Map<LockLevel, List<String>> locks =
                stage.steps().stream()
                        .flatMap(step -> step.locks().stream())
                        .collect(
                                Collectors.toMap(
                                        Lock::relation,
                                        Lock::level,
                                        (one, other) -> one.compareTo(other) > 0 ? one : other,
                                        LinkedHashMap::new))
                        .entrySet()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getValue,
                                        Collectors.mapping(
                                                lock -> lock.getKey().toString(),
                                                Collectors.toList())));
        return locks.entrySet().stream()
                .sorted(Map.Entry.<LockLevel, List<String>>comparingByKey().reversed())
                .map(
                        lock ->
                                "%s on %s"
                                        .formatted(
                                                lock.getKey().words(),
                                                String.join(", ", lock.getValue())))
                .toList();
    }
}
