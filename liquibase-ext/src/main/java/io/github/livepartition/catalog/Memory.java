// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import java.util.List;

/**
 * What a rollback must know and the converted table no longer shows. It is kept as JSON in the
 * comment on legacy's bounds CHECK, so that it lives and dies with the old heap.
 *
 * @param newPrimaryKey whether the conversion gave the table its primary key
 * @param primaryKey the columns of the one before; empty when there was none, or when it was kept
 * @param nullable whether the key column took NULLs
 * @param keys the other keys that it has changed
 */
public record Memory(
        boolean newPrimaryKey, List<Identifier> primaryKey, boolean nullable, KeyMemory keys) {
    public Memory {
        primaryKey = List.copyOf(primaryKey);
    }

    /** The same once the foreign keys of other tables are dropped. */
    public Memory letGo() {
        return new Memory(newPrimaryKey, primaryKey, nullable, keys.with(true));
    }

    /** The same once they point here. */
    public Memory repointed() {
        return new Memory(newPrimaryKey, primaryKey, nullable, keys.with(false));
    }
}
