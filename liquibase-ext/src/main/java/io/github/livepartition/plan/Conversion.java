// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.Copying;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user asks for: one table to be partitioned. With {@code copy} the {@link PartitionBy} of
 * the strategy says how; what is said here of ranges goes with {@code attach}.
 *
 * @param interval as written, such as {@code month} or {@code 1000000}; empty text for a copy that
 *     is not split by range
 * @param boundary the end of legacy as written; empty for the first interval boundary after both
 *     now and the greatest key
 * @param premake how many partitions to create after legacy
 * @param primaryKeyColumns the new primary key; empty to keep the old one
 * @param notNull whether a nullable key may be made NOT NULL
 */
public record Conversion(
        QualifiedName table,
        Identifier partitionColumn,
        String interval,
        Optional<KeyUnit> keyUnit,
        Optional<String> boundary,
        int premake,
        List<Identifier> primaryKeyColumns,
        QualifiedName legacy,
        Optional<String> partitionNamePattern,
        ZoneId timeZone,
        boolean notNull,
        Strategy strategy,
        KeyChoices keys,
        Pace pace) {

    public Conversion {
        primaryKeyColumns = List.copyOf(primaryKeyColumns);
    }

    /**
     * What the old heap is called where the request gives no name.
     *
     * @throws RefusedException when PostgreSQL would cut the name
     */
    public static Identifier defaultLegacyName(Identifier table) {
        String name = table.value() + "_legacy";
        try {
            return new Identifier(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(List.of(Refusals.longName(e, "legacyTableName")));
        }
    }

    /** The bounds function and the CHECK that calls it. */
    public Identifier boundsName() {
        return legacy.name().suffixed("_bounds");
    }

    /** The index on the key that we build where the table has none. */
    public Identifier keyIndexName() {
        return legacy.name().suffixed("_bounds_idx");
    }

    /** The unique index that becomes the new primary key of legacy. */
    public Identifier newPrimaryKeyName() {
        return legacy.name().suffixed("_pkey");
    }

    /** The unique index that brings the old primary key back. */
    public Identifier oldPrimaryKeyName() {
        return legacy.name().suffixed("_old_pkey");
    }

    /** The unique index that brings one back that was extended or dropped. */
    public Identifier oldName(Identifier index) {
        return IndexNames.old(index);
    }

    /** Names of ours that may stand on the unconverted table. */
    public List<Identifier> ownNames() {
        if (copies()) {
            return List.of(Copying.ROW_TRIGGER, Copying.TRUNCATE_TRIGGER);
        }
        List<Identifier> names =
                new ArrayList<>(
                        List.of(
                                boundsName(),
                                keyIndexName(),
                                newPrimaryKeyName(),
                                oldPrimaryKeyName()));
        for (KeyChoices.Unique choice : keys.unique()) {
            names.add(IndexNames.extended(choice.name()));
            names.add(IndexNames.old(choice.name()));
        }
        return List.copyOf(names);
    }

    /** The columns that decide on the partition. */
    public List<Identifier> partitionColumns() {
        return strategy instanceof Strategy.Copy copy ? copy.columns() : List.of(partitionColumn);
    }

    /** Such as {@code range ("at")}. */
    public String by() {
        return strategy instanceof Strategy.Copy copy
                ? copy.words()
                : "range (%s)".formatted(partitionColumn);
    }

    public boolean copies() {
        return strategy instanceof Strategy.Copy;
    }

    /** What {@code copy} makes, before it gets the table's name. */
    public QualifiedName copyName() {
        return table.withName(table.name().suffixed("_copy"));
    }

    /** The keys that change while {@code copy} is at work, and its trigger function. */
    public QualifiedName logName() {
        return logName(table);
    }

    static QualifiedName logName(QualifiedName table) {
        return table.withName(table.name().suffixed("_changes"));
    }

    /** How far {@code copy} is. */
    public QualifiedName pagesName() {
        return pagesName(table);
    }

    static QualifiedName pagesName(QualifiedName table) {
        return table.withName(table.name().suffixed("_pages"));
    }

    Proof proof() {
        return strategy instanceof Strategy.Attach attach ? attach.proof() : Proof.SCAN;
    }

    Bounds bounds(KeyType type) {
        return new Bounds(table, boundsName(), partitionColumn, type.typeName());
    }
}
