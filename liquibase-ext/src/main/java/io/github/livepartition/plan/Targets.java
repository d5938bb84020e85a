// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Sequence;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.View;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.LockLevel;
import java.util.Comparator;
import java.util.List;

/**
 * What a ladder locks, in this order: the views, the table, its partitions, the tables it
 * references.
 *
 * @param owner the role the steps run as
 * @param partitions whether the table's partitions, however many there are by then, are locked too
 * @param sequences not locked beforehand, but looked at: a step will change them
 * @param beside further tables, locked after the table, with all their partitions
 * @param referencing tables whose foreign keys point here, each with its owner, locked after those
 */
public record Targets(
        QualifiedName table,
        Identifier owner,
        List<View> views,
        boolean partitions,
        List<QualifiedName> sequences,
        List<Lock> referenced,
        List<QualifiedName> beside,
        List<Referencing> referencing) {

    /** Another table, and the role that may lock it. */
    public record Referencing(QualifiedName table, Identifier owner) {}

    Targets(
            QualifiedName table,
            Identifier owner,
            List<View> views,
            boolean partitions,
            List<QualifiedName> sequences,
            List<Lock> referenced) {
        this(table, owner, views, partitions, sequences, referenced, List.of(), List.of());
    }

    public Targets {
        referencing = List.copyOf(referencing);
        beside = List.copyOf(beside);
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        referenced = List.copyOf(referenced);
    }

    /** The table alone. */
    static Targets of(Table table) {
        return of(table.name(), table.owner());
    }

    static Targets of(QualifiedName table, Identifier owner) {
        return new Targets(table, owner, List.of(), false, List.of(), List.of());
    }

    /** The table with what reads it and what it references. */
    static Targets withReferenced(Table table) {
        var referenced =
                table.foreignKeys().stream()
                        .map(ForeignKey::references)
                        .distinct()
                        .map(name -> new Lock(name, LockLevel.SHARE_ROW_EXCLUSIVE))
                        .toList();
        return new Targets(
                table.name(), table.owner(), table.views(), false, sequences(table), referenced);
    }

    /** A partitioned table that nobody reads, and what its foreign keys name. */
    static Targets aside(QualifiedName name, Identifier owner, List<QualifiedName> referenced) {
        return new Targets(
                name,
                owner,
                List.of(),
                true,
                List.of(),
                referenced.stream().map(r -> new Lock(r, LockLevel.ACCESS_EXCLUSIVE)).toList());
    }

    /**
     * The table with what reads it, all its partitions, and what these reference: to drop a table
     * with a foreign key takes the same lock on both.
     */
    static Targets withPartitions(Table table, List<QualifiedName> referenced) {
        return withPartitions(table, referenced, LockLevel.ACCESS_EXCLUSIVE);
    }

    static Targets withPartitions(Table table, List<QualifiedName> referenced, LockLevel level) {
        return new Targets(
                table.name(),
                table.owner(),
                table.views(),
                true,
                sequences(table),
                referenced.stream().map(name -> new Lock(name, level)).toList());
    }

    /** The table and all its partitions, without what reads it. */
    static Targets partitionsOf(Table table, List<QualifiedName> referenced, LockLevel level) {
        return new Targets(
                table.name(),
                table.owner(),
                List.of(),
                true,
                List.of(),
                referenced.stream().map(name -> new Lock(name, level)).toList());
    }

    /** A partition alone, and what it is to reference. */
    static Targets with(Table table, List<QualifiedName> referenced) {
        return new Targets(
                table.name(),
                table.owner(),
                List.of(),
                false,
                List.of(),
                referenced.stream()
                        .map(name -> new Lock(name, LockLevel.SHARE_ROW_EXCLUSIVE))
                        .toList());
    }

    /** The table and some tables beside it, or below. */
    static Targets with(
            Table table,
            List<QualifiedName> beside,
            List<QualifiedName> referenced,
            LockLevel level) {
        return new Targets(
                table.name(),
                table.owner(),
                List.of(),
                false,
                List.of(),
                referenced.stream().map(name -> new Lock(name, level)).toList(),
                beside,
                List.of());
    }

    /** The table alone, and what is referenced by a partition that may be dropped. */
    static Targets slices(Table table, List<QualifiedName> referenced) {
        return new Targets(
                table.name(),
                table.owner(),
                List.of(),
                false,
                List.of(),
                referenced.stream()
                        .map(name -> new Lock(name, LockLevel.ACCESS_EXCLUSIVE))
                        .toList());
    }

    /** Where they are only needed now and then. */
    public Targets withoutReferenced() {
        return new Targets(
                table, owner, views, partitions, sequences, List.of(), beside, referencing);
    }

    /** With the tables that have these foreign keys, in the order of their names. */
    Targets referencedBy(List<IncomingForeignKey> keys) {
        return new Targets(
                table,
                owner,
                views,
                partitions,
                sequences,
                referenced,
                beside,
                keys.stream()
                        .map(key -> new Referencing(key.table(), key.owner()))
                        .distinct()
                        .sorted(Comparator.comparing(other -> other.table().sql()))
                        .toList());
    }

    /** With the tables that have its foreign keys, which stand at each of its partitions. */
    Targets withReferencing(Table table) {
        List<IncomingForeignKey> keys = table.incomingForeignKeys();
        return keys.isEmpty()
                ? this
                : new Targets(
                                this.table,
                                owner,
                                views,
                                true,
                                sequences,
                                referenced,
                                beside,
                                List.of())
                        .referencedBy(keys);
    }

    private static List<QualifiedName> sequences(Table table) {
        return table.sequences().stream().map(Sequence::name).toList();
    }
}
