// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/** What {@code pg_class.relkind} says a name stands for. */
public enum RelationKind {
    TABLE("r", "a table"),
    PARTITIONED_TABLE("p", "a partitioned table"),
    VIEW("v", "a view"),
    MATERIALIZED_VIEW("m", "a materialized view"),
    FOREIGN_TABLE("f", "a foreign table"),
    SEQUENCE("S", "a sequence"),
    OTHER("", "no table");

    private final String code;
    private final String words;

    RelationKind(String code, String words) {
        this.code = code;
        this.words = words;
    }

    static RelationKind of(String code) {
        for (RelationKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The kind with its article, for messages. */
    public String words() {
        return words;
    }
}
