// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A foreign key of another table, or of the table itself, that points here.
 *
 * @param table the table that has it
 * @param owner the owner of that table
 * @param definition {@code pg_get_constraintdef}, whole
 * @param columns the columns there
 * @param references the columns here
 * @param rest the definition behind these; empty where it is put together otherwise
 * @param partitioned whether the table that has it is partitioned
 * @param ofPartition whether that is a partition itself
 * @param acts whether the DELETE of a row here deletes or changes rows there
 * @param empties whether a change here sets all its columns there to NULL or their defaults
 */
public record IncomingForeignKey(
        Identifier name,
        QualifiedName table,
        Identifier owner,
        Sql definition,
        List<Identifier> columns,
        List<Identifier> references,
        Optional<Sql> rest,
        boolean validated,
        boolean partitioned,
        boolean ofPartition,
        boolean acts,
        boolean empties,
        Optional<String> comment) {

    public IncomingForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }

    /** Such as {@code "to order" of table "app"."items"}. */
    public String words() {
        return "%s of table %s".formatted(name, table);
    }

    /** Whether no row may have a NULL in some of its columns and values in others. */
    public boolean matchesFull() {
        return rest.filter(text -> text.text().startsWith(" MATCH FULL")).isPresent();
    }

    /** The same with more columns on either side. */
    public IncomingForeignKey with(
            QualifiedName target, List<Identifier> there, List<Identifier> here) {
        List<Identifier> allThere = Stream.concat(columns.stream(), there.stream()).toList();
        List<Identifier> allHere = Stream.concat(references.stream(), here.stream()).toList();
        return new IncomingForeignKey(
                name,
                table,
                owner,
                Sql.of(
                        "FOREIGN KEY (%s) REFERENCES %s (%s)%s",
                        Sql.join(", ", allThere),
                        target,
                        Sql.join(", ", allHere),
                        rest.orElseThrow()),
                allThere,
                allHere,
                rest,
                validated,
                partitioned,
                ofPartition,
                acts,
                empties,
                comment);
    }

    public boolean is(IncomingForeignKey other) {
        return name.equals(other.name) && table.equals(other.table);
    }
}
