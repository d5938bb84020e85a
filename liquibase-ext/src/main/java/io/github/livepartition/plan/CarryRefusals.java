// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Publication;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of the refusals of what cannot be carried over as it is. */
final class CarryRefusals {

    private static final String ACCEPT = "or set publications to accept.";

    private CarryRefusals() {}

    static Finding forced(Table table) {
        return new Finding(
                "row level security of table %s is forced on its owner".formatted(table.name()),
                "Role %s, which has to see every row, would not.".formatted(table.owner()),
                "ALTER TABLE %s NO FORCE ROW LEVEL SECURITY, and FORCE it again afterwards; or ALTER ROLE %s BYPASSRLS."
                        .formatted(table.name(), table.owner()));
    }

    static Finding noInherit(Table table, Identifier check) {
        return new Finding(
                "check constraint %s of table %s is NO INHERIT".formatted(check, table.name()),
                "A partitioned table has no such constraint.",
                "Without children an ordinary one says the same: ADD CHECK (…) NOT VALID, VALIDATE CONSTRAINT, and then DROP CONSTRAINT %s."
                        .formatted(check));
    }

    static Finding exclusion(Table table, Identifier constraint) {
        return new Finding(
                "table %s has the exclusion constraint %s".formatted(table.name(), constraint),
                "Before PostgreSQL 17 a partitioned table has none.",
                "Drop it in an earlier changeset, or upgrade to PostgreSQL 17 or later.");
    }

    static Finding exclusionLacks(Table table, Identifier constraint, List<Identifier> columns) {
        String names = columns.stream().map(Identifier::sql).collect(Collectors.joining(", "));
        return new Finding(
                "table %s has the exclusion constraint %s".formatted(table.name(), constraint),
                "Each partition has its own: it would not see the rows of the others, as it does not compare %s by equality."
                        .formatted(names),
                "Drop it in an earlier changeset, or add %s WITH = to it.".formatted(names));
    }

    static Finding primaryKeyKind(Table table, Identifier key) {
        return new Finding(
                "primary key %s of table %s is DEFERRABLE or has INCLUDE columns"
                        .formatted(key, table.name()),
                "primaryKeyColumns makes a new one without that.",
                "Make it anew without that in an earlier changeset.");
    }

    static Finding foreignStatistics(Table table, QualifiedName statistics, Identifier owner) {
        return new Finding(
                "extended statistics %s of table %s belong to another role"
                        .formatted(statistics, table.name()),
                "Their owner is %s.".formatted(owner),
                "ALTER STATISTICS %s OWNER TO %s.".formatted(statistics, table.owner()));
    }

    static Finding statisticsTaken(QualifiedName statistics) {
        return new Finding(
                "extended statistics %s exist already".formatted(statistics),
                "The conversion needs the name for those of the old heap.",
                "Rename or drop them.");
    }

    static Finding notAlterable(Table table, Identifier publication) {
        return new Finding(
                "publication %s of table %s belongs to another role"
                        .formatted(publication, table.name()),
                "To take the old heap out of it and the partitioned table in takes its owner.",
                "ALTER PUBLICATION %s OWNER TO %s, or GRANT its owner to that role."
                        .formatted(publication, table.owner()));
    }

    static Finding publishesPartitions(Table table, Identifier publication) {
        return new Finding(
                "publication %s would publish the partitions of table %s as tables"
                        .formatted(publication, table.name()),
                "Its subscribers know the table alone: they would stop at the first row.",
                "ALTER PUBLICATION %s SET (publish_via_partition_root = true), which changes nothing for a table without partitions, %s"
                        .formatted(publication, ACCEPT));
    }

    static Finding publishesAll(Table table, Publication publication) {
        return new Finding(
                everything(table, publication),
                "Its subscribers would be sent rows of tables that are made for the rollback, and stop.",
                "Publish the tables by name, with publish_via_partition_root, %s"
                        .formatted(ACCEPT));
    }

    static Finding publishesHelpers(Table table, Publication publication) {
        return new Finding(
                everything(table, publication),
                "Its subscribers would be sent the rows of the copy and of the change log, and stop.",
                "Publish the tables by name, with publish_via_partition_root.");
    }

    private static String everything(Table table, Publication publication) {
        return "publication %s publishes every table of the %s"
                .formatted(
                        publication.name(),
                        publication.scope() == Publication.Scope.SCHEMA
                                ? "schema of " + table.name()
                                : "database");
    }

    static Finding keyNotPublished(Table table, Identifier publication, List<Identifier> columns) {
        String names = columns.stream().map(Identifier::sql).collect(Collectors.joining(", "));
        return new Finding(
                "publication %s of table %s does not publish %s"
                        .formatted(publication, table.name(), names),
                "It belongs to the new primary key, by which old rows are known: every UPDATE and DELETE would fail.",
                "ALTER PUBLICATION %s SET TABLE …, with %s in the list of columns."
                        .formatted(publication, names));
    }
}
