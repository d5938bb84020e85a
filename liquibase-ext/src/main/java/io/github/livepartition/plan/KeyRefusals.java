// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.catalog.UniqueKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said about unique keys, and about foreign keys of other tables. */
final class KeyRefusals {

    private KeyRefusals() {}

    static Finding uniqueLacks(Table table, Index index, List<Identifier> lacking) {
        String columns = and(lacking);
        return new Finding(
                "table %s cannot be partitioned by %s".formatted(table.name(), columns),
                "Unique %s %s does not contain %s."
                        .formatted(
                                index.constraint().isPresent() ? "constraint" : "index",
                                index.name(),
                                columns),
                "Say what becomes of it: uniqueKey: {name: %s, action: extend} appends %s, action: drop gives it up."
                        .formatted(yaml(index.name()), columns));
    }

    /** As a changelog in YAML has it. */
    private static String yaml(Identifier name) {
        return name.value().matches("[A-Za-z_][A-Za-z0-9_]*")
                ? name.value()
                : "'%s'".formatted(name.value().replace("'", "''"));
    }

    static Finding notExtended(Table table, UniqueKey key) {
        return new Finding(
                "unique %s %s of table %s cannot be extended"
                        .formatted(key.kind(), key.name(), table.name()),
                "Its definition is %s.".formatted(key.method()),
                "Set action to drop, or build what you need in an earlier changeset.");
    }

    static Finding noSuchUnique(Table table, Identifier name) {
        return new Finding(
                "table %s has no unique constraint or unique index %s"
                        .formatted(table.name(), name),
                "A uniqueKey names it.",
                "Check its name, which is taken as it is written, case included; the primary key has primaryKeyColumns.");
    }

    static Finding uniqueStays(Table table, Identifier name, List<Identifier> columns) {
        return new Finding(
                "unique key %s of table %s can stay as it is".formatted(name, table.name()),
                "It contains %s.".formatted(and(columns)),
                "Leave its uniqueKey out.");
    }

    static Finding copiesByUnique(Table table, Identifier name) {
        return new Finding(
                "unique key %s of table %s cannot be dropped".formatted(name, table.name()),
                "It is the key by which the copy is kept in step.",
                "Set action to extend, or give the table a primary key.");
    }

    static Finding doubled(QualifiedName table, UniqueKey key, List<String> doubled) {
        return new Finding(
                "table %s cannot have its unique %s %s (%s) back"
                        .formatted(table, key.kind(), key.name(), key.on().text()),
                "More than one row has %s.".formatted(String.join(", ", doubled)),
                "DELETE or UPDATE all but one of each, then roll back again.");
    }

    static Finding begunOtherwise(QualifiedName table, String begun, String words) {
        return new Finding(
                "the conversion of table %s was begun with other keys".formatted(table),
                "It was begun with %s, and has %s now."
                        .formatted(
                                begun.isEmpty() ? "none" : begun, words.isEmpty() ? "none" : words),
                "Set them to what they were, or roll back and begin again.");
    }

    static Finding incoming(Table table) {
        return new Finding(
                "table %s is referenced by foreign keys".formatted(table.name()),
                they(table.incomingForeignKeys()),
                "Set incomingForeignKeys to repoint, which makes them anew, or to drop; or drop them in an earlier changeset.");
    }

    static Finding incomingSince(Table table, List<IncomingForeignKey> keys) {
        return new Finding(
                "table %s is referenced by foreign keys".formatted(table.name()),
                they(keys),
                "They were not there before the conversion: drop them, and create them anew after the rollback.");
    }

    static Finding self(Table table, IncomingForeignKey key) {
        return new Finding(
                "foreign key %s of table %s references the table itself"
                        .formatted(key.name(), table.name()),
                "Its partitions would each have it, and none could be detached.",
                "Drop it in an earlier changeset.");
    }

    static Finding ofPartitioned(Table table, IncomingForeignKey key) {
        return new Finding(
                "foreign key %s references table %s".formatted(key.words(), table.name()),
                "That table is partitioned: it takes no foreign key that is not validated, and to validate one would lock it.",
                "Drop it in an earlier changeset, and create it anew afterwards.");
    }

    static Finding notValid(Table table, IncomingForeignKey key) {
        return new Finding(
                "foreign key %s is not valid".formatted(key.words()),
                "It references table %s.".formatted(table.name()),
                "ALTER TABLE %s VALIDATE CONSTRAINT %s, or drop it."
                        .formatted(key.table(), key.name()));
    }

    /** What comes of it for the other table. */
    static Finding fastens(Server server, Table table, IncomingForeignKey key) {
        return Finding.warning(
                "table %s cannot be detached once foreign key %s references a partitioned table"
                        .formatted(key.table(), key.name()),
                "It is a partition, and PostgreSQL %s would break the key; 15.12, 16.8, 17.4 and later do not."
                        .formatted(server.versionText()),
                "Until table %s is rolled back, or PostgreSQL upgraded, no range of the other table can be moved, and its conversion not be rolled back."
                        .formatted(table.name()));
    }

    /** Of the keys of a partition that is to be detached one day, those that would break then. */
    static List<Finding> undetachable(Server server, QualifiedName table, List<ForeignKey> keys) {
        return undetachable(
                server, table, keys, "Upgrade it, or drop the key in an earlier changeset.");
    }

    /** The same of the old heap, where it is there. */
    static List<Finding> undetachable(Server server, Optional<Table> heap) {
        return heap.map(table -> undetachable(server, table.name(), table.foreignKeys()))
                .orElse(List.of());
    }

    /** The same for a table that could be copied instead. */
    static List<Finding> unattachable(Server server, Table table) {
        return undetachable(
                server,
                table.name(),
                table.foreignKeys(),
                "Set strategy to copy, upgrade it, or drop the key in an earlier changeset.");
    }

    private static List<Finding> undetachable(
            Server server, QualifiedName table, List<ForeignKey> keys, String hint) {
        return server.detachesKeysToPartitioned()
                ? List.of()
                : keys.stream()
                        .filter(ForeignKey::toPartitioned)
                        .map(
                                key ->
                                        new Finding(
                                                "foreign key %s of table %s references the partitioned table %s"
                                                        .formatted(
                                                                key.name(),
                                                                table,
                                                                key.references()),
                                                "PostgreSQL %s would break it when the partition that has it is detached; 15.12, 16.8, 17.4 and later do not."
                                                        .formatted(server.versionText()),
                                                hint))
                        .toList();
    }

    static Finding repointLacks(Table table, IncomingForeignKey key, List<Identifier> lacking) {
        return new Finding(
                "foreign key %s cannot be repointed".formatted(key.words()),
                "It references (%s) of table %s, where no unique key is left of these columns alone: %s would be in it."
                        .formatted(names(key.references()), table.name(), and(lacking)),
                "Name the columns of %s that hold %s in a foreignKey, or set incomingForeignKeys to drop."
                        .formatted(key.table(), and(lacking)));
    }

    static Finding noSuchKey(Table table, KeyChoices.Wider wider) {
        return new Finding(
                "table %s has no foreign key %s to table %s"
                        .formatted(wider.table(), wider.name(), table.name()),
                "A foreignKey names it.",
                "Check its schemaName, tableName and name, which are taken as they are written, case included.");
    }

    static Finding widerColumns(
            Table table, IncomingForeignKey key, KeyChoices.Wider wider, List<Identifier> lacking) {
        return new Finding(
                "foreign key %s cannot be repointed".formatted(key.words()),
                "Its foreignKey names (%s); what it lacks of the key of table %s is (%s)."
                        .formatted(names(wider.columns()), table.name(), names(lacking)),
                "Name a column for each, in this order.");
    }

    static Finding widerType(
            Table table,
            IncomingForeignKey key,
            Identifier there,
            String type,
            Identifier here,
            String wanted) {
        return new Finding(
                "foreign key %s cannot be repointed".formatted(key.words()),
                "Column %s is of type %s, and %s of table %s of type %s."
                        .formatted(there, type, here, table.name(), wanted),
                "Give them the same type.");
    }

    static Finding notWider(Table table, IncomingForeignKey key) {
        return new Finding(
                "foreign key %s cannot be repointed".formatted(key.words()),
                "Its definition is %s: what is set to NULL or a default would be every column of it."
                        .formatted(key.definition()),
                "Set incomingForeignKeys to drop, or drop it in an earlier changeset.");
    }

    static Finding repointActs(Table table, IncomingForeignKey key) {
        return new Finding(
                "foreign key %s cannot be repointed".formatted(key.words()),
                "It acts ON DELETE, and before PostgreSQL 15 an UPDATE that moves a row of %s to another partition counts as one."
                        .formatted(table.name()),
                "Upgrade to PostgreSQL 15 or later, or set incomingForeignKeys to drop.");
    }

    private static String they(List<IncomingForeignKey> keys) {
        return keys.stream()
                .map(IncomingForeignKey::words)
                .collect(Collectors.joining(", ", "They are ", "."));
    }

    private static String and(List<Identifier> columns) {
        return columns.stream().map(Identifier::sql).collect(Collectors.joining(" and "));
    }

    private static String names(List<Identifier> columns) {
        return columns.stream().map(Identifier::sql).collect(Collectors.joining(", "));
    }
}
