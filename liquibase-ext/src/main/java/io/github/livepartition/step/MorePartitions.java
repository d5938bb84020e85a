// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import java.util.List;

/** Partitions that a copy, or a partition of it, has yet to get. */
public record MorePartitions(QualifiedName parent, List<NewPartition> partitions) {

    public MorePartitions {
        partitions = List.copyOf(partitions);
    }

    /** How many hold rows themselves. */
    int count() {
        return NewPartition.leaves(partitions);
    }
}
