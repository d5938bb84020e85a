// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import java.util.List;
import java.util.Optional;

/**
 * Everything a planner of the old heap's end knows.
 *
 * @param ours whether legacy is an old heap of ours
 * @param pending whether a concurrent DETACH of it was begun
 * @param rows how many rows legacy has, counted up to {@link #MOST}
 * @param keys from the least to the greatest, as PostgreSQL prints them in UTC
 * @param leaves the partitions, legacy apart, while the table has yet to get their foreign keys
 */
public record PartitionDropFacts(
        Server server,
        Optional<Table> table,
        Optional<Table> legacy,
        boolean ours,
        boolean pending,
        long rows,
        String keys,
        List<Table> leaves,
        List<String> missingRights) {

    /** More rows are not counted. */
    public static final int MOST = 100_000;

    public PartitionDropFacts {
        leaves = List.copyOf(leaves);
        missingRights = List.copyOf(missingRights);
    }
}
