// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.IndexStorage;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Sql;

/** A primary key on other columns than before, which is stored as the old one. */
final class NewPrimaryKey {

    private NewPrimaryKey() {}

    /** Where the primary key is, or the table where there is none. */
    static IndexStorage storage(Table table) {
        return table.primaryKey()
                .map(Index::storage)
                .orElseGet(() -> IndexStorage.in(table.tablespace()));
    }

    static Sql definition(Conversion conversion, Table table) {
        return Sql.of(
                "PRIMARY KEY (%s)%s",
                Sql.join(", ", conversion.primaryKeyColumns()), storage(table).ofConstraint());
    }
}
