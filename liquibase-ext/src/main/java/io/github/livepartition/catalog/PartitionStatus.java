// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A partition as it stands.
 *
 * @param parent the table or partition right above it
 * @param leaf whether it holds rows itself
 * @param bound {@code FOR VALUES …}, printed in UTC and ISO style, or {@code DEFAULT}
 * @param rows empty when nobody knows; of one that is partitioned itself the sum is not made
 * @param counted whether {@code rows} was counted, not estimated
 * @param bytes of heap, TOAST and indexes
 * @param lower where it begins: an integer, or seconds since 1970; empty where that is neither a
 *     number nor a time, or where it has no beginning
 * @param upper where it ends, likewise
 * @param legacy whether it is the old heap of a conversion
 * @param detaching whether a {@code DETACH CONCURRENTLY} has ended half-way
 */
public record PartitionStatus(
        QualifiedName name,
        QualifiedName parent,
        boolean leaf,
        String bound,
        OptionalLong rows,
        boolean counted,
        long bytes,
        long indexBytes,
        Optional<BigDecimal> lower,
        Optional<BigDecimal> upper,
        boolean legacy,
        boolean detaching) {

    public boolean isDefault() {
        return bound.equals("DEFAULT");
    }

    /** Whether nothing can come before it, or a partition beside it has no order. */
    public boolean isFirst() {
        return bound.contains("FROM (MINVALUE");
    }

    /** Whether nothing can come after it. */
    public boolean isLast() {
        return bound.endsWith("TO (MAXVALUE)");
    }

    PartitionStatus counted(long number) {
        return with(OptionalLong.of(number), true);
    }

    PartitionStatus unknown() {
        return with(OptionalLong.empty(), false);
    }

    private PartitionStatus with(OptionalLong number, boolean exact) {
        return new PartitionStatus(
                name,
                parent,
                leaf,
                bound,
                number,
                exact,
                bytes,
                indexBytes,
                lower,
                upper,
                legacy,
                detaching);
    }
}
