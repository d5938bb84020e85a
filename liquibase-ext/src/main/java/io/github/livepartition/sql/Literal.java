// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

/** A quoted string constant that reads the same whatever standard_conforming_strings says. */
public record Literal(String value) implements SqlPart {

    /**
     * @throws IllegalArgumentException when the value has a zero byte, which no PostgreSQL text
     *     holds
     */
    public Literal {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "literal '%s' contains a zero byte".formatted(value.replace("\0", "\\0")));
        }
    }

    @Override
    public String sql() {
        var quoted = '\'' + value.replace("'", "''") + '\'';
        return value.indexOf('\\') < 0 ? quoted : 'E' + quoted.replace("\\", "\\\\");
    }

    @Override
    public String toString() {
        return sql();
    }
}
