// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;

/**
 * How the lines of a {@link Description} begin that a conversion, or its way back, changes on
 * purpose.
 */
public record Difference(String prefix) {

    /** The table has other partitions. */
    public static final Difference PARTITIONS = new Difference("partition|");

    /** What partitions have of their own, such as storage parameters. */
    public static final Difference ROWS = new Difference("rows|");

    /** Foreign keys are validated after the switch. */
    public static final Difference NOT_VALID = new Difference("not valid|");

    /** Foreign keys that only some partitions have. */
    public static final Difference PARTIAL_KEYS = new Difference("not on every partition|");

    /** Another primary key. */
    public static Difference primaryKey(Identifier name) {
        return new Difference("primary key|%s|".formatted(name));
    }

    /** Another unique constraint, or none. */
    public static Difference uniqueConstraint(Identifier name) {
        return new Difference("constraint|%s|u|".formatted(name));
    }

    /** Another unique index, or none. */
    public static Difference uniqueIndex(Identifier name) {
        return new Difference("index|UNIQUE|%s|".formatted(name));
    }

    /** A foreign key of another table that points elsewhere, or is gone. */
    public static Difference incoming(QualifiedName table, Identifier name) {
        return new Difference("referenced by|%s|%s|".formatted(table, name));
    }

    /** NOT NULL of a column. */
    public static Difference notNull(Identifier column) {
        return new Difference("not null|%s|".formatted(column));
    }
}
