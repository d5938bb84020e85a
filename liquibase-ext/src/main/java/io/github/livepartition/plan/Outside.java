// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * What a rollback finds in the partitions after legacy.
 *
 * @param rows counted up to one more than {@link WayBack#MOST_ROWS}
 * @param unindexed the partitions in which no index leads with the key
 * @param doubled keys that the old primary key would not allow, as text, at most ten
 * @param fallback the default partition
 */
public record Outside(
        long rows, List<QualifiedName> unindexed, List<String> doubled, Optional<Table> fallback) {

    public static final Outside UNREAD = new Outside(0, List.of(), List.of(), Optional.empty());

    public Outside {
        unindexed = List.copyOf(unindexed);
        doubled = List.copyOf(doubled);
    }
}
