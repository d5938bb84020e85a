// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;

/** The advisory locks of a table, each one 64-bit key made from its name. */
public final class Advisory {

    private Advisory() {}

    /** Two runs on one table cannot both have it. */
    public static Sql run(QualifiedName table) {
        return key("livepartition ", table);
    }

    /** Whoever has it stops a run at its next batch. */
    public static Sql pause(QualifiedName table) {
        return key("livepartition pause ", table);
    }

    private static Sql key(String word, QualifiedName table) {
        return Sql.of("pg_catalog.hashtextextended(%s, 0)", new Literal(word + table.sql()));
    }
}
