// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.range.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a planner of staged moves knows besides {@link MoveFacts}.
 *
 * @param structure the structure of the table
 * @param state empty before anything is staged
 * @param hasStaging whether there is what takes up the staged partitions
 * @param keys the foreign keys of the old heap, or of the partitions, which have them alike
 * @param unprovedKeys whether a partition has a foreign key that is not validated
 * @param watched whether what changes in the old heap is logged
 * @param gaps how many rows of the old heap are in no staged range, counted up to {@link #MOST}
 */
public record StageFacts(
        MoveFacts move,
        Optional<String> structure,
        Optional<StageState> state,
        boolean hasStaging,
        List<ForeignKey> keys,
        boolean unprovedKeys,
        boolean watched,
        Map<Span, Long> gaps) {

    /** More rows than these are not counted. */
    public static final int MOST = 1_000_000;

    public StageFacts {
        keys = List.copyOf(keys);
        gaps = new LinkedHashMap<>(gaps);
    }
}
