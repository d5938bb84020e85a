// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A relation and everything that hangs on it, read in one snapshot.
 *
 * @param tablespace empty for the database's
 * @param initialGrants what a new table of the owner would have in the schema
 * @param rows PostgreSQL's own estimate of the rows, -1 when it was never analyzed
 * @param bytes size on disk with indexes and TOAST, in bytes
 * @param belongings in the order in which they are given to another table
 * @param whole empty where it was not asked for
 */
public record Table(
        QualifiedName name,
        RelationKind kind,
        Identifier owner,
        Optional<Partitioning> partitioning,
        List<Column> columns,
        List<Index> indexes,
        List<Check> checks,
        List<ForeignKey> foreignKeys,
        List<IncomingForeignKey> incomingForeignKeys,
        List<Trigger> triggers,
        List<View> views,
        List<Sequence> sequences,
        List<Grant> initialGrants,
        List<Grant> grants,
        Optional<String> comment,
        List<String> options,
        Optional<Identifier> tablespace,
        List<Belonging> belongings,
        long rows,
        long bytes,
        Optional<Whole> whole) {

    public Table {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        checks = List.copyOf(checks);
        foreignKeys = List.copyOf(foreignKeys);
        incomingForeignKeys = List.copyOf(incomingForeignKeys);
        triggers = List.copyOf(triggers);
        views = List.copyOf(views);
        sequences = List.copyOf(sequences);
        initialGrants = List.copyOf(initialGrants);
        grants = List.copyOf(grants);
        options = List.copyOf(options);
        belongings = List.copyOf(belongings);
    }

    /**
     * What must be known of a table besides where another takes its name, or its content: the
     * dearest of all to read.
     *
     * @param description as lines of text, to compare
     */
    public record Whole(List<Obstacle> obstacles, Description description) {

        public Whole {
            obstacles = List.copyOf(obstacles);
        }
    }

    /**
     * What cannot be carried over.
     *
     * @throws java.util.NoSuchElementException where it was not asked for
     */
    public List<Obstacle> obstacles() {
        return whole.orElseThrow().obstacles();
    }

    /**
     * The table as an application sees it.
     *
     * @throws java.util.NoSuchElementException where it was not asked for
     */
    public Description description() {
        return whole.orElseThrow().description();
    }

    /** Of what hangs on it, that of one kind. */
    public <T extends Belonging> Stream<T> belongings(Class<T> kind) {
        return belongings.stream().filter(kind::isInstance).map(kind::cast);
    }

    public Optional<Column> column(Identifier column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    public Optional<Index> index(Identifier index) {
        return indexes.stream().filter(i -> i.name().equals(index)).findFirst();
    }

    public Optional<Check> check(Identifier check) {
        return checks.stream().filter(c -> c.name().equals(check)).findFirst();
    }

    public Optional<Index> primaryKey() {
        return indexes.stream().filter(Index::primary).findFirst();
    }

    /** Whether a valid b-tree over all rows begins with the column, so that probes need no scan. */
    public boolean hasIndexOn(Identifier column) {
        return indexes.stream().anyMatch(i -> i.probes(column));
    }
}
