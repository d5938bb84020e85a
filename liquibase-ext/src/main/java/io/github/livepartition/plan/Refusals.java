// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of every refusal, in one place. */
final class Refusals {

    private Refusals() {}

    static Finding of(RangeException e) {
        return new Finding(e.getMessage(), e.detail(), e.hint());
    }

    static Finding notInAutocommit() {
        return new Finding(
                "the connection is not in autocommit",
                "The stages commit by themselves.",
                "Run it outside of a transaction.");
    }

    static Finding oldServer(Server server) {
        return new Finding(
                "PostgreSQL %s is too old".formatted(server.versionText()),
                "",
                "Upgrade to PostgreSQL 14 or later.");
    }

    static Finding noTable(QualifiedName table) {
        return new Finding(
                "table %s does not exist".formatted(table),
                "",
                "Check schemaName and tableName; names are taken as they are written, case included.");
    }

    static Finding notATable(Table table) {
        return new Finding(
                "%s is not a table".formatted(table.name()),
                "It is %s.".formatted(table.kind().words()),
                "Name the table itself in tableName.");
    }

    static Finding alreadyPartitioned(Table table, String key) {
        return new Finding(
                "table %s is already partitioned".formatted(table.name()),
                "It is partitioned by %s, and not by this change.".formatted(key),
                "Remove the change.");
    }

    static Finding oldHeapGone(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "table %s cannot be given back its old heap".formatted(table),
                "There is no %s any more that convertToPartitioned has made.".formatted(legacy),
                "Keep what was converted.");
    }

    static Finding oldHeapApart(QualifiedName table, QualifiedName legacy) {
        return new Finding(
                "table %s cannot be given back its old heap".formatted(table),
                "%s is no partition of it: its rows have moved, or it was detached."
                        .formatted(legacy),
                "Roll back moveRangeToPartition first, or attach it again.");
    }

    static Finding otherBoundary(QualifiedName table, String bound, String wanted) {
        return new Finding(
                "table %s is already converted, with another boundary".formatted(table),
                "Legacy holds %s; boundary says %s.".formatted(bound, wanted),
                "Roll the conversion back first, or set boundary to what it is.");
    }

    static Finding distributed(QualifiedName table, String how) {
        return new Finding(
                "table %s is %s".formatted(table, how),
                "",
                "Use that extension's own partitioning.");
    }

    static Finding noColumn(QualifiedName table, Identifier column, String attribute) {
        return new Finding(
                "table %s has no column %s".formatted(table, column),
                "",
                "Check %s; names are taken as they are written, case included."
                        .formatted(attribute));
    }

    static Finding generatedKey(QualifiedName table, Identifier column) {
        return new Finding(
                "table %s cannot be partitioned by %s".formatted(table, column),
                "It is a generated column, which PostgreSQL does not take as a partition key.",
                "Choose another partitionColumn.");
    }

    static Finding keyType(QualifiedName table, Identifier column, String type) {
        return new Finding(
                "table %s cannot be partitioned by %s".formatted(table, column),
                "Its type is %s.".formatted(type),
                "Choose a partitionColumn of type date, timestamp, timestamptz, smallint, integer, bigint or uuid (version 7).");
    }

    static Finding nullableKey(QualifiedName table, Identifier column) {
        return new Finding(
                "column %s of table %s may be NULL".formatted(column, table),
                "Range partitions take no NULL key.",
                "Set notNull=\"true\": from the first stage on, rows without a key are refused.");
    }

    static Finding nullKeys(QualifiedName table, Identifier column, long rows) {
        return new Finding(
                "column %s of table %s is NULL".formatted(column, table),
                "%d %s no key.".formatted(rows, rows == 1 ? "row has" : "rows have"),
                "UPDATE or DELETE %s first.".formatted(rows == 1 ? "it" : "them"));
    }

    static Finding infiniteKey(QualifiedName table, Identifier column) {
        return new Finding(
                "column %s of table %s is infinity".formatted(column, table),
                "No boundary is beyond it.",
                "UPDATE or DELETE these rows first: SELECT * FROM %s WHERE %s = 'infinity'."
                        .formatted(table, column));
    }

    static Finding beyondBoundary(QualifiedName table, String greatest, String boundary) {
        return new Finding(
                "table %s has keys beyond the boundary %s".formatted(table, boundary),
                "The greatest key is %s.".formatted(greatest),
                "Set boundary beyond it, or leave boundary out.");
    }

    static Finding primaryKeyLacks(Table table, Index key, List<Identifier> lacking) {
        List<Identifier> columns = key.columns().stream().flatMap(c -> c.stream()).toList();
        String column = and(lacking);
        return new Finding(
                "table %s cannot be partitioned by %s".formatted(table.name(), column),
                "Primary key %s (%s) does not contain %s."
                        .formatted(key.name(), names(columns), column),
                "Set primaryKeyColumns=\"%s, %s\" to build a new key concurrently before the cut-over."
                        .formatted(names(columns), names(lacking)));
    }

    static Finding newPrimaryKey(Table table, Collection<Identifier> wanted, String detail) {
        return new Finding(
                "primaryKeyColumns of table %s cannot be (%s)"
                        .formatted(table.name(), names(wanted)),
                detail,
                "Name the columns of the primary key and the partition column.");
    }

    static Finding invalidIndex(Table table, Index index) {
        return new Finding(
                "index %s of table %s is not valid".formatted(index.name(), table.name()),
                "",
                "REINDEX INDEX CONCURRENTLY %s, or drop it."
                        .formatted(table.name().withName(index.name())));
    }

    static Finding triggerSetsKey(Table table, Identifier trigger, Identifier column) {
        return new Finding(
                "trigger %s of table %s sets %s".formatted(trigger, table.name(), column),
                "A row is given to its partition before the trigger runs, and may not leave it then.",
                "Give the column a DEFAULT, or set it in the application, and drop the trigger first.");
    }

    static Finding notCarried(QualifiedName table, String what) {
        return new Finding(
                "table %s has %s".formatted(table, what),
                "This is not carried over to a partitioned table yet.",
                "Remove it before the conversion and create it anew afterwards.");
    }

    static Finding notCarriedBack(QualifiedName table, String what) {
        return new Finding(
                "table %s has %s".formatted(table, what),
                "It was not there before the conversion, and the way back would lose it.",
                "Remove it before the rollback and create it anew afterwards.");
    }

    static Finding rights(Sql role, QualifiedName table, List<String> missing) {
        return new Finding(
                "role %s may not convert table %s".formatted(role.sql(), table),
                missing.stream().collect(Collectors.joining("; ", "Missing: ", ".")),
                "Run it as the owner of the table, or GRANT what is missing.");
    }

    static Finding lockTimeout(long lockTimeout, int deadlockTimeout) {
        return new Finding(
                "lockTimeout %dms is not below deadlock_timeout %dms"
                        .formatted(lockTimeout, deadlockTimeout),
                "PostgreSQL would end the application's statement instead of ours.",
                "Set lockTimeout to less; 100ms is the default.");
    }

    static Finding trust(Sql role) {
        return new Finding(
                "proof \"trust\" needs a superuser",
                "Role %s is none.".formatted(role.sql()),
                "Set proof=\"scan\", or leave it out.");
    }

    static Finding nameTaken(QualifiedName name, String what, String attribute) {
        return new Finding(
                "%s exists already".formatted(name),
                "The conversion needs the name for %s.".formatted(what),
                "Rename or drop it%s."
                        .formatted(attribute.isEmpty() ? "" : ", or set " + attribute));
    }

    static Finding nameTwice(QualifiedName name, String one, String other, String attribute) {
        return new Finding(
                "%s would be the name of two".formatted(name),
                "The conversion needs it for %s and for %s.".formatted(one, other),
                attribute.isEmpty() ? "Rename one of them." : "Set %s.".formatted(attribute));
    }

    static Finding longName(IllegalArgumentException cause, String attribute) {
        return new Finding(cause.getMessage(), "", "Set %s.".formatted(attribute));
    }

    static Finding foreignBounds(QualifiedName function) {
        return new Finding(
                "function %s exists already and is not ours".formatted(function),
                "",
                "Drop it, or set legacyTableName.");
    }

    static Finding foreignConstraint(QualifiedName table, Identifier constraint) {
        return new Finding(
                "constraint %s of table %s exists already and is not ours"
                        .formatted(constraint, table),
                "",
                "Rename or drop it, or set legacyTableName.");
    }

    static Finding doubledKeys(QualifiedName table, List<Identifier> key, List<String> doubled) {
        return new Finding(
                "table %s cannot have its primary key (%s) back".formatted(table, names(key)),
                "More than one row has %s.".formatted(String.join(", ", doubled)),
                "DELETE or UPDATE all but one of each, then roll back again.");
    }

    private static String and(List<Identifier> columns) {
        return columns.stream().map(Identifier::sql).collect(Collectors.joining(" and "));
    }

    private static String names(Collection<Identifier> names) {
        return names.stream().map(Refusals::name).collect(Collectors.joining(", "));
    }

    /** As a list of names in a changelog has it: in quotes where a list could not be read else. */
    private static String name(Identifier name) {
        boolean plain = name.value().matches("[^\\s\",](?:[^\",]*[^\\s\",])?");
        return plain ? name.value() : name.sql();
    }
}
