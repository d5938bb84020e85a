// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * By what an old row is known to subscribers, where that is not the primary key. It is that of the
 * partitions that counts.
 *
 * @param index of which; empty for the next
 * @param full the whole row; else nothing
 */
public record ReplicaIdentity(Optional<Identifier> index, boolean full) implements Belonging {

    static final String QUERY =
            """
            SELECT (SELECT x.relname FROM pg_index JOIN pg_class AS x ON x.oid = indexrelid WHERE indrelid = c.oid AND indisreplident) AS index, relreplident = 'f' AS "full"
              FROM pg_class AS c WHERE oid = ? AND relreplident <> 'd' AND relkind IN ('r', 'p')""";

    @Override
    public String words() {
        return "the replica identity";
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        Sql below =
                index.map(name -> eachIndex(table, name, Sql.verbatim("true")))
                        .orElseGet(() -> Leaves.each(table, Leaves.alter(action())));
        return Optional.of(Sql.of("ALTER TABLE %s %s;\n%s", table, action(), below));
    }

    @Override
    public Optional<Sql> giveToPartition(QualifiedName partition) {
        return index.isPresent()
                ? Optional.empty()
                : Optional.of(Sql.of("ALTER TABLE %s %s;", partition, action()));
    }

    /** The index of the partition has a name of its own. */
    private Sql eachIndex(QualifiedName table, Identifier name, Sql condition) {
        return Leaves.each(
                table.withName(name),
                Sql.verbatim(
                        "(SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', indrelid::regclass, relname)"
                                + " FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indexrelid = relid)"),
                condition);
    }

    @Override
    public Optional<Sql> giveToIndexed(QualifiedName table, QualifiedName partition) {
        return index.map(name -> eachIndex(table, name, Leaves.indexOf(partition)));
    }

    @Override
    public Optional<Belonging> kept() {
        return Optional.of(
                new ReplicaIdentity(index.map(name -> name.suffixedApart("_legacy")), full));
    }

    @Override
    public Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.of(Sql.of("ALTER TABLE %s REPLICA IDENTITY DEFAULT;", heap));
    }

    private Sql action() {
        return index.map(name -> Sql.of("REPLICA IDENTITY USING INDEX %s", name))
                .orElseGet(() -> Sql.verbatim("REPLICA IDENTITY " + (full ? "FULL" : "NOTHING")));
    }
}
