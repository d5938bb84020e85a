// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Optional;

/**
 * Where a table stands.
 *
 * @param summary its key, rows and size
 * @param runway how long the partitions for new rows will last
 * @param shares where its rows are
 * @param measure what the shares are of: rows or bytes
 * @param partitions in their order
 * @param staged ranges of the old heap that are being taken out of it
 * @param work what is under way, who works on it and who stands in the way
 * @param progress of the last run
 */
public record TableView(
        String name,
        String summary,
        Optional<String> runway,
        List<Share> shares,
        String measure,
        List<PartitionView> partitions,
        List<StagedView> staged,
        List<String> work,
        Optional<Timeline> timeline,
        Optional<ProgressView> progress) {

    public TableView {
        shares = List.copyOf(shares);
        partitions = List.copyOf(partitions);
        staged = List.copyOf(staged);
        work = List.copyOf(work);
    }

    /** The part that says most. */
    Optional<Share> share(PartitionKind kind) {
        return shares.stream().filter(share -> share.kind() == kind).findFirst();
    }
}
