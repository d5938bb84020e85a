// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;

/** What is said against a copy. */
final class CopyRefusals {

    private CopyRefusals() {}

    static Finding noUniqueKey(Table table) {
        return new Finding(
                "table %s has no unique key to copy by".formatted(table.name()),
                "What changes while it is copied is found again by a primary key, or a unique index on columns that are NOT NULL, of types with an equality of PostgreSQL's own and a hash; it must be checked at once.",
                "CREATE UNIQUE INDEX CONCURRENTLY ON %s (…) on such columns."
                        .formatted(table.name()));
    }

    static Finding deferrable(Table table, Index index) {
        return new Finding(
                "the constraint %s of table %s is DEFERRABLE".formatted(index.name(), table.name()),
                "While it is copied, a COMMIT of the application could fail on a row of the copy that is still to be replayed.",
                "Make it NOT DEFERRABLE for the time of the copy: build a unique index CONCURRENTLY, then DROP CONSTRAINT and ADD … USING INDEX.");
    }

    /**
     * @param constraint such as {@code foreign key "f"}
     */
    static Finding notValid(Table table, String constraint, Identifier name) {
        return new Finding(
                "%s of table %s is NOT VALID".formatted(constraint, table.name()),
                "The rows of a copy are all checked, and one that breaks it could not be copied.",
                "ALTER TABLE %s VALIDATE CONSTRAINT %s, or set strategy to attach."
                        .formatted(table.name(), name));
    }

    static Finding keysNotRead(QualifiedName table, Identifier key) {
        return new Finding(
                "the keys of table %s cannot be read without a scan".formatted(table),
                "Which partitions it needs follows from its least and its greatest key.",
                "CREATE INDEX CONCURRENTLY ON %s (%s).".formatted(table, key));
    }

    static Finding nullableKey(QualifiedName table, Identifier key) {
        return new Finding(
                "column %s of table %s may be NULL".formatted(key, table),
                "Range partitions take no NULL key, and notNull goes with strategy attach.",
                "ADD CHECK (%s IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, and then SET NOT NULL, which scans nothing then."
                        .formatted(key));
    }

    static Finding tooManyPartitions(QualifiedName table, int most) {
        return new Finding(
                "table %s would get more than %d partitions".formatted(table, most),
                "It gets one for each interval from its least to its greatest key.",
                "Set interval to a longer one, and look at the least and the greatest key.");
    }

    static Finding structureChanged(QualifiedName table, QualifiedName copy) {
        return new Finding(
                "the columns, checks or indexes of table %s have changed since its copy began"
                        .formatted(table),
                "The copy %s would have the old ones.".formatted(copy),
                "Undo the change, or roll back, which drops the copy, and begin again.");
    }

    static Finding nameTaken(QualifiedName name, String what) {
        return new Finding(
                "name %s is taken".formatted(name),
                "It is needed for %s.".formatted(what),
                "Rename what has it.");
    }

    static Finding triggerTaken(Table table, Identifier trigger) {
        return new Finding(
                "table %s has a trigger %s".formatted(table.name(), trigger),
                "The name is needed for the trigger that logs what changes.",
                "Rename it: ALTER TRIGGER … RENAME TO.");
    }

    static Finding columnsChanged(QualifiedName table, QualifiedName legacy, List<String> columns) {
        return new Finding(
                "table %s has other columns than %s".formatted(table, legacy),
                "Different are %s.".formatted(String.join(", ", columns)),
                "Make them equal, or keep what was converted and drop the old table.");
    }

    static Finding noLegacy(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "table %s cannot be given back its old heap".formatted(table),
                "Table %s is gone.".formatted(legacy),
                "Keep what was converted.");
    }

    static Finding standbysUnseen(Identifier role) {
        return new Finding(
                "role %s cannot see how far standbys are behind".formatted(role),
                "maxReplicaLag needs what pg_stat_replication shows to pg_read_all_stats.",
                "GRANT pg_read_all_stats TO %s, or leave maxReplicaLag out.".formatted(role));
    }

    static Finding apart(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "table %s cannot be given back its old heap".formatted(table),
                "With reverseLog false, table %s lacks what was written since the switch."
                        .formatted(legacy),
                "Keep what was converted; dropLegacyTable drops the old heap.");
    }

    static Finding willBeApart(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "there will be no way back for table %s".formatted(table),
                "With reverseLog false, table %s will lack what is written after the switch."
                        .formatted(legacy),
                "Leave reverseLog out, or give the changeSet an empty rollback.");
    }

    static Finding notLegacy(QualifiedName legacy, QualifiedName table) {
        return new Finding(
                "table %s is not the old heap of %s".formatted(legacy, table),
                "That is what convertToPartitioned with strategy copy leaves, until this change ends it.",
                "Check tableName and legacyTableName; a partition that attach has left is no such table.");
    }

    static Finding legacyUsed(QualifiedName legacy, String use) {
        return new Finding(
                "table %s is in use".formatted(legacy),
                "There is %s.".formatted(use),
                "Drop it first, or point it at the converted table.");
    }
}
