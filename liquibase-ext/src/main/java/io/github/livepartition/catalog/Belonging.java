// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * Something that hangs on a table, and that whatever takes the table's place must be given. The
 * statements stand in a PL/pgSQL block of the lock ladder.
 */
public sealed interface Belonging
        permits Clustering,
                ColumnSettings,
                ExtendedStatistics,
                IndexStatistics,
                Policy,
                Publication,
                ReplicaIdentity,
                RowSecurity,
                Rule {

    /** Such as {@code policy "p"}. */
    String words();

    /** Whether the statements lock the table ACCESS EXCLUSIVE; else SHARE UPDATE EXCLUSIVE. */
    boolean isExclusive();

    /**
     * Gives it to a table, and its partitions what concerns rows; empty where that comes by itself.
     */
    Optional<Sql> give(QualifiedName table);

    /** Gives a new partition what concerns its rows. */
    default Optional<Sql> giveToPartition(QualifiedName partition) {
        return Optional.empty();
    }

    /** Gives a partition that has the table's indexes what concerns these. */
    default Optional<Sql> giveToIndexed(QualifiedName table, QualifiedName partition) {
        return Optional.empty();
    }

    /** Takes it from the old heap, or renames what the old heap keeps. */
    default Optional<Sql> setAside(QualifiedName heap) {
        return Optional.empty();
    }

    /** What the old heap has of it then. */
    default Optional<Belonging> kept() {
        return Optional.empty();
    }

    /** Makes what the old heap has kept the table's again. */
    default Optional<Sql> restore(QualifiedName heap) {
        return Optional.empty();
    }

    /** Takes from a table what another, which gets its place back, must be able to have. */
    default Optional<Sql> release(QualifiedName table) {
        return Optional.empty();
    }

    /** Takes from the old heap what it has kept and the table has no more. */
    default Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.empty();
    }
}
