// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.stream.Collectors;

/** The texts of the refusals of moves. */
final class MoveRefusals {

    private MoveRefusals() {}

    static Finding notConverted(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "table %s has no old heap %s".formatted(table, legacy),
                "Ranges are moved out of the partition that convertToPartitioned with strategy attach has made of the old heap, or out of a default partition.",
                "Convert the table first, or set legacyTableName.");
    }

    static Finding middle(QualifiedName legacy, String range, String wanted, String edges) {
        return new Finding(
                "the range %s lies in the middle of %s".formatted(wanted, legacy),
                "It holds %s; a partition has one range.".formatted(range),
                "Take a range at an edge: %s.".formatted(edges));
    }

    static Finding outside(QualifiedName legacy, String range, String wanted) {
        return new Finding(
                "the range %s is not in %s".formatted(wanted, legacy),
                "It holds %s.".formatted(range),
                "Set from and to within it.");
    }

    static Finding emptyRange(String from, String to) {
        return new Finding(
                "the range from %s to %s is empty".formatted(from, to),
                "",
                "Set to beyond from; from is included, to is not.");
    }

    static Finding tooMany(String interval, int most) {
        return new Finding(
                "interval \"%s\" would make more than %d partitions".formatted(interval, most),
                "",
                "Set a longer interval, or a shorter range.");
    }

    static Finding nameTaken(QualifiedName name) {
        return new Finding(
                "%s exists already".formatted(name),
                "The move needs the name for a partition.",
                "Rename or drop it, or set partitionName or partitionNamePattern.");
    }

    static Finding reaction(QualifiedName legacy, String what) {
        return new Finding(
                "%s has %s of its own".formatted(legacy, what),
                "It could keep a row from moving, or change it.",
                "Drop it, or put it on the partitioned table.");
    }

    static Finding referenced(Table table, boolean converted) {
        return new Finding(
                "table %s is referenced by foreign keys".formatted(table.name()),
                "They are %s. PostgreSQL detaches no partition whose rows are referenced, and a slice detaches two."
                        .formatted(
                                table.incomingForeignKeys().stream()
                                        .map(IncomingForeignKey::words)
                                        .collect(Collectors.joining(", "))),
                converted
                        ? "Set mode to stage, or drop them in an earlier changeset."
                        : "Drop them in an earlier changeset.");
    }

    static Finding parentKey(Table table, Identifier key, boolean converted) {
        return new Finding(
                "table %s has the foreign key %s itself".formatted(table.name(), key),
                "Each slice would lock the table it references.",
                "Drop it and add it to each partition; %s."
                        .formatted(
                                converted
                                        ? "dropLegacyPartition puts it on the table again"
                                        : "put it on the table again afterwards"));
    }

    /**
     * @param constraint such as {@code foreign key "f"}
     */
    static Finding notValid(QualifiedName table, String constraint, Identifier name) {
        return new Finding(
                "%s of %s is NOT VALID".formatted(constraint, table),
                "A row that moves is checked, and one that breaks it could not move.",
                "ALTER TABLE %s VALIDATE CONSTRAINT %s.".formatted(table, name));
    }

    static Finding publication(QualifiedName table, String what) {
        return new Finding(
                "table %s has %s".formatted(table, what),
                "Its subscribers would lose the rows that move, or stop.",
                "Publish the table alone, with publish_via_partition_root, or set publications to accept.");
    }

    /** It keeps what it knows of a relation until a publication is altered. */
    static Finding forgetful(QualifiedName table, Identifier publication) {
        return new Finding(
                "publication %s of table %s would lose rows".formatted(publication, table),
                "Once PostgreSQL 14 has sent nothing of a table since it was not published, it goes on so for subscribers that stay connected, although it is a partition by now.",
                "Upgrade to PostgreSQL 15 or later, or set publications to accept, have the subscribers connect anew after completeMove or the slices, and compare their rows.");
    }

    static Finding defaultPartition(QualifiedName table, QualifiedName partition) {
        return new Finding(
                "table %s has the default partition %s".formatted(table, partition),
                "The switch would read all of it under the lock.",
                "Set mode to slices, or move the rows of the default partition in slices and drop it first.");
    }

    static Finding defaultNotPlain(QualifiedName partition) {
        return new Finding(
                "the default partition %s is no plain table".formatted(partition),
                "Rows can only be moved beside, and out of, one that holds them itself.",
                "Detach it first.");
    }

    static Finding anotherBesideDefault(QualifiedName partition, String from, String to) {
        return new Finding(
                "another move of the table is not complete",
                "The default partition %s has the bounds check of the one from %s to %s."
                        .formatted(partition, from, to),
                "Run that change again, or roll it back.");
    }

    static Finding taken(QualifiedName partition, String wanted, String free) {
        return new Finding(
                "partitions have a part of the range %s".formatted(wanted),
                "What else is in it is in the default partition %s.".formatted(partition),
                "Take what is free: %s.".formatted(free));
    }

    static Finding defaultOnlyInSlices(QualifiedName partition) {
        return new Finding(
                "rows leave the default partition %s in slices only".formatted(partition),
                "It takes whatever no other partition has, so that nothing can be put in its place.",
                "Set mode to slices.");
    }

    static Finding noDefault(QualifiedName table) {
        return new Finding(
                "the ranges of table %s cannot be moved back".formatted(table),
                "The default partition they came from is gone.",
                "Leave them where they are.");
    }

    static Finding noWayBack(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "the ranges of table %s cannot be moved back".formatted(table),
                "The old heap %s is gone.".formatted(legacy),
                "Leave them where they are.");
    }

    static Finding noIndex(QualifiedName legacy, Identifier key) {
        return new Finding(
                "%s has no index on %s".formatted(legacy, key),
                "Each slice would read all of it.",
                "CREATE INDEX CONCURRENTLY ON %s (%s).".formatted(legacy, key));
    }

    static Finding another(QualifiedName partition) {
        return new Finding(
                "a move to %s is not complete".formatted(partition),
                "",
                "Run that change again, or roll it back.");
    }

    static Finding hasRows(QualifiedName legacy, long rows, String keys) {
        return new Finding(
                "%s still has rows".formatted(legacy),
                "There %s %s, with keys from %s."
                        .formatted(
                                rows == 1 ? "is" : "are",
                                rows > PartitionDropFacts.MOST
                                        ? "more than " + PartitionDropFacts.MOST
                                        : Long.toString(rows),
                                keys),
                "Move them to partitions of their own, or set detach to true, which takes it off with its rows.");
    }
}
