// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Identifier;

/** The name of one partition, in which {@code {table}} stands for what it is a partition of. */
public record GivenName(String text) {

    private static final String TABLE = "{table}";

    /** Whether it differs from table to table. */
    public boolean isRelative() {
        return text.contains(TABLE);
    }

    /**
     * @throws RangeException {@code NAME} when it has more than 63 bytes
     */
    public Identifier in(Identifier table) {
        try {
            return new Identifier(text.replace(TABLE, table.value()));
        } catch (IllegalArgumentException e) {
            throw NameRefusals.notAGivenName(e);
        }
    }
}
