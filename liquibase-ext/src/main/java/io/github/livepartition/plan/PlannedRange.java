// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AttachPartition;
import io.github.livepartition.step.CopyRange;
import io.github.livepartition.step.CreateCopy;
import io.github.livepartition.step.CreatePartition;
import io.github.livepartition.step.MoveSlices;
import io.github.livepartition.step.NewPartition.Share;
import io.github.livepartition.step.RenameTable;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Within;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A partition that a plan makes, and where its rows are now.
 *
 * @param bound as PostgreSQL writes it
 * @param source empty for one that is made for rows to come
 * @param share of the source's rows
 * @param oldHeap whether it is the source itself
 */
public record PlannedRange(
        Identifier name,
        String bound,
        Optional<QualifiedName> source,
        Share share,
        boolean oldHeap) {

    private static final Share ALL = new Share(Optional.empty(), 1);

    static List<PlannedRange> of(Plan plan) {
        List<PlannedRange> filled =
                Stream.concat(oldHeap(plan), steps(plan).flatMap(PlannedRange::filled)).toList();
        Stream<PlannedRange> empty =
                steps(plan)
                        .filter(CreatePartition.class::isInstance)
                        .map(CreatePartition.class::cast)
                        .filter(c -> filled.stream().noneMatch(f -> f.name.equals(c.partition())))
                        .map(PlannedRange::empty);
        return Stream.concat(filled.stream(), empty).toList();
    }

    private static Stream<Step> steps(Plan plan) {
        return plan.stages().stream().flatMap(stage -> stage.steps().stream());
    }

    /** What a conversion without a copy makes of the table itself. */
    private static Stream<PlannedRange> oldHeap(Plan plan) {
        boolean renames =
                steps(plan)
                        .anyMatch(
                                step ->
                                        step instanceof RenameTable rename
                                                && rename.table().equals(plan.table()));
        return steps(plan)
                .filter(step -> renames && step instanceof AttachPartition)
                .map(AttachPartition.class::cast)
                .map(
                        attach ->
                                new PlannedRange(
                                        attach.partition().name(),
                                        text(attach.bound()),
                                        Optional.of(plan.table()),
                                        ALL,
                                        true));
    }

    private static PlannedRange empty(CreatePartition create) {
        return new PlannedRange(
                create.partition(), create.span().forValuesText(), Optional.empty(), ALL, false);
    }

    private static Stream<PlannedRange> filled(Step step) {
        if (step instanceof CreateCopy copy) {
            Optional<QualifiedName> source = Optional.of(copy.copying().source());
            return copy.partitions().stream()
                    .filter(partition -> partition.share().isPresent())
                    .map(
                            p ->
                                    new PlannedRange(
                                            p.name(),
                                            text(p.bound()),
                                            source,
                                            p.share().get(),
                                            false));
        }
        if (step instanceof CopyRange copy) {
            return Stream.of(
                    new PlannedRange(
                            copy.range().partition().name(),
                            copy.range().span().forValuesText(),
                            Optional.of(copy.range().copying().source()),
                            Share.that(copy.range().condition()),
                            false));
        }
        if (step instanceof MoveSlices slices && !slices.back()) {
            Sql key = Sql.of("%s", slices.bounds().key());
            return Stream.of(
                    new PlannedRange(
                            slices.partition().name(),
                            slices.span().forValuesText(),
                            Optional.of(slices.bounds().table()),
                            Share.that(Within.condition(key, slices.span())),
                            false));
        }
        return Stream.empty();
    }

    /** Without the types of the values. */
    private static String text(Sql bound) {
        return bound.text().replaceAll("(?<=')::[a-z_.0-9]+", "");
    }
}
