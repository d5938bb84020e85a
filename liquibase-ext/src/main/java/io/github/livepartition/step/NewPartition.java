// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A partition to create.
 *
 * @param bound {@code FOR VALUES …} or {@code DEFAULT}
 * @param share of the rows of its parent; empty for a DEFAULT partition
 * @param partitionBy such as {@code HASH ("id")}; empty text for a partition that holds rows itself
 * @param parts its own partitions
 */
public record NewPartition(
        Identifier name,
        Sql bound,
        Optional<Share> share,
        Sql partitionBy,
        List<NewPartition> parts) {

    /**
     * Which rows a partition takes.
     *
     * @param rows a condition; all of them if it is empty
     * @param of how many partitions have as many of these, by a hash
     */
    public record Share(Optional<Sql> rows, int of) {

        public static Share that(Sql condition) {
            return new Share(Optional.of(condition), 1);
        }

        public static Share hashed(int modulus) {
            return new Share(Optional.empty(), modulus);
        }
    }

    public NewPartition {
        parts = List.copyOf(parts);
    }

    /** One that holds rows itself. */
    public NewPartition(Identifier name, Sql bound, Optional<Share> share) {
        this(name, bound, share, Sql.verbatim(""), List.of());
    }

    /** One that holds the rows of a range itself. */
    public NewPartition(Identifier name, Identifier column, Span span) {
        this(
                name,
                span.forValues(),
                Optional.of(Share.that(Within.condition(Sql.of("%s", column), span))));
    }

    /** How many of them hold rows themselves. */
    static int leaves(List<NewPartition> partitions) {
        return partitions.stream().mapToInt(p -> p.parts().isEmpty() ? 1 : leaves(p.parts())).sum();
    }

    /** The statements that create them, each with its own. */
    static Sql create(
            QualifiedName table,
            QualifiedName parent,
            List<NewPartition> partitions,
            List<String> options) {
        List<Sql> tables = new ArrayList<>();
        for (NewPartition partition : partitions) {
            QualifiedName name = table.withName(partition.name());
            if (partition.parts().isEmpty()) {
                tables.add(
                        Sql.of(
                                "CREATE TABLE %s PARTITION OF %s %s%s;",
                                name, parent, partition.bound(), StorageParameters.with(options)));
            } else {
                tables.add(
                        Sql.of(
                                "CREATE TABLE %s PARTITION OF %s %s PARTITION BY %s;",
                                name, parent, partition.bound(), partition.partitionBy()));
                tables.add(create(table, name, partition.parts(), options));
            }
        }
        return Sql.join("\n", tables);
    }
}
