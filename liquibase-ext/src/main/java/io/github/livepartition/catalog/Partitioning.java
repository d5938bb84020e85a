// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * How a partitioned table is partitioned.
 *
 * @param key {@code pg_get_partkeydef}, such as {@code RANGE (created_at)}
 * @param column the key when it is one plain column
 */
public record Partitioning(String key, Optional<Identifier> column, List<Partition> partitions) {
    public Partitioning {
        partitions = List.copyOf(partitions);
    }

    public Optional<Partition> partition(QualifiedName name) {
        return partitions.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /**
     * A partition.
     *
     * @param bound {@code FOR VALUES …}, printed in UTC and ISO style
     */
    public record Partition(QualifiedName name, String bound) {

        /** Whether nothing can come before it. */
        public boolean isFirst() {
            return lower().text().equals("MINVALUE");
        }

        /** Whether nothing can come after it. */
        public boolean isLast() {
            return upper().text().equals("MAXVALUE");
        }

        public boolean isDefault() {
            return bound.equals("DEFAULT");
        }

        /** The lower bound as PostgreSQL prints it, a literal or MINVALUE. */
        public Sql lower() {
            String from = "FROM (";
            return Sql.verbatim(
                    bound.substring(bound.indexOf(from) + from.length(), bound.indexOf(") TO (")));
        }

        /** The upper bound as PostgreSQL prints it, a literal or MAXVALUE. */
        public Sql upper() {
            String to = " TO (";
            return Sql.verbatim(
                    bound.substring(bound.lastIndexOf(to) + to.length(), bound.length() - 1));
        }
    }
}
