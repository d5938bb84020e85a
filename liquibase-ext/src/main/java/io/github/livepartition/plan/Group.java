// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import java.util.List;

/**
 * Neighbours among the staged partitions that change their place together.
 *
 * @param name of the partitioned table that they are partitions of meanwhile
 * @param pieces lowest keys first
 */
record Group(Identifier name, List<Piece> pieces) {

    Group {
        pieces = List.copyOf(pieces);
    }

    /** From the first to the last. */
    Span span() {
        return new Span(pieces.get(0).span().from(), pieces.get(pieces.size() - 1).span().to());
    }
}
