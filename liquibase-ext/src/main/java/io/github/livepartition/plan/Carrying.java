// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Belonging;
import io.github.livepartition.catalog.ReplicaIdentity;
import io.github.livepartition.catalog.RowSecurity;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.ChangeBelonging;
import io.github.livepartition.step.ChangeBelonging.Way;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what hangs on a table goes to the one that takes its place, and back. */
final class Carrying {

    private Carrying() {}

    /** From the old heap. */
    static List<Step> setAside(QualifiedName heap, List<Belonging> belongings) {
        return all(heap, belongings, Way.SET_ASIDE);
    }

    /** To what has the table's name now, with all its partitions. */
    static List<Step> give(QualifiedName table, List<Belonging> belongings) {
        return all(table, belongings, Way.GIVE);
    }

    /** To a new partition. */
    static List<Step> giveToPartition(QualifiedName partition, List<Belonging> belongings) {
        return all(partition, belongings, Way.GIVE_TO_PARTITION);
    }

    /** To a partition that has the indexes of the table. */
    static List<Step> giveToIndexed(
            QualifiedName table, QualifiedName partition, List<Belonging> belongings) {
        List<Step> steps = new ArrayList<>();
        belongings.forEach(
                what -> ChangeBelonging.ofIndexes(table, partition, what).ifPresent(steps::add));
        return steps;
    }

    /** To a partition that was made a while ago, and of which others are to see no more. */
    static List<Step> giveAgain(
            QualifiedName table, QualifiedName partition, List<Belonging> belongings) {
        List<Belonging> again =
                belongings.stream()
                        .filter(b -> b instanceof RowSecurity || b instanceof ReplicaIdentity)
                        .toList();
        List<Step> steps = new ArrayList<>(giveToPartition(partition, again));
        steps.addAll(giveToIndexed(table, partition, belongings));
        return steps;
    }

    /** From the partitioned table, before the old heap takes its place again. */
    static List<Step> release(QualifiedName table, List<Belonging> belongings) {
        return all(table, belongings, Way.RELEASE);
    }

    /** What the old heap has while it stands aside. */
    static List<Belonging> kept(List<Belonging> belongings) {
        return belongings.stream().map(Belonging::kept).flatMap(Optional::stream).toList();
    }

    /**
     * To the old heap that has the table's name again.
     *
     * @param now what the partitioned table had
     * @param kept what the old heap has
     */
    static List<Step> back(QualifiedName heap, List<Belonging> now, List<Belonging> kept) {
        List<Belonging> wanted = kept(now);
        List<Step> steps = new ArrayList<>();
        steps.addAll(
                all(
                        heap,
                        kept.stream().filter(what -> !wanted.contains(what)).toList(),
                        Way.TAKE_AWAY));
        for (Belonging what : now) {
            boolean there = what.kept().filter(kept::contains).isPresent();
            ChangeBelonging.of(heap, what, there ? Way.RESTORE : Way.GIVE).ifPresent(steps::add);
        }
        return steps;
    }

    private static List<Step> all(QualifiedName table, List<Belonging> belongings, Way way) {
        List<Step> steps = new ArrayList<>();
        belongings.forEach(what -> ChangeBelonging.of(table, what, way).ifPresent(steps::add));
        return steps;
    }
}
