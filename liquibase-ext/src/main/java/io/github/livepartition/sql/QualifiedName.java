// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

/** A relation, function or type with its schema, so that no search_path can redirect it. */
public record QualifiedName(Identifier schema, Identifier name) implements SqlPart {

    /**
     * @throws IllegalArgumentException when one of the two is no {@link Identifier}
     */
    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(new Identifier(schema), new Identifier(name));
    }

    /** Another name in the same schema. */
    public QualifiedName withName(Identifier other) {
        return new QualifiedName(schema, other);
    }

    @Override
    public String sql() {
        return schema.sql() + '.' + name.sql();
    }

    @Override
    public String toString() {
        return sql();
    }
}
