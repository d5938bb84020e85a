// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.Content;
import io.github.livepartition.catalog.ContentReader;
import io.github.livepartition.catalog.Defect;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StatusReader;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.VerifyRefusals;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every row of a table and its catalog say about it.
 *
 * @param contents of each leaf, in the order of their ranges
 * @param findings what is not as it should be
 */
public record Verification(PartitionedTable table, List<Content> contents, List<Finding> findings) {

    public Verification {
        contents = List.copyOf(contents);
        findings = List.copyOf(findings);
    }

    /** Reads every row, and changes nothing. */
    public static Verification of(Connection connection, PartitionedTable found)
            throws SQLException {
        PartitionedTable table =
                StatusReader.ask(connection, status -> status.withPartitions(found, false));
        List<Content> contents = ContentReader.contents(connection, table);
        List<Finding> findings = new ArrayList<>();
        for (Content content : contents) {
            if (content.outside() > 0) {
                findings.add(VerifyRefusals.outside(content, bound(table, content)));
            }
        }
        for (Defect defect : ContentReader.defects(connection, table)) {
            findings.add(VerifyRefusals.defect(defect));
        }
        addGaps(table, findings);
        return new Verification(table, contents, findings);
    }

    private static String bound(PartitionedTable table, Content content) {
        return table.leaves().stream()
                .filter(leaf -> leaf.name().equals(content.name()))
                .map(PartitionStatus::bound)
                .findFirst()
                .orElse("");
    }

    private static void addGaps(PartitionedTable table, List<Finding> findings) {
        Optional<PartitionStatus> below = Optional.empty();
        for (PartitionStatus next : table.children()) {
            if (next.upper().isEmpty() && next.lower().isEmpty()) {
                continue; // no range, or one of which nobody knows where it is
            }
            Optional<PartitionStatus> last = below;
            last.filter(b -> isGap(b, next))
                    .ifPresent(b -> findings.add(VerifyRefusals.gap(table.name(), b, next)));
            below = Optional.of(next);
        }
    }

    private static boolean isGap(PartitionStatus below, PartitionStatus above) {
        return below.upper().isPresent()
                && above.lower().isPresent()
                && below.upper().get().compareTo(above.lower().get()) < 0;
    }

    public long rows() {
        return contents.stream().mapToLong(Content::rows).sum();
    }

    /** Of all rows, wherever they are. */
    public BigInteger hash() {
        return contents.stream()
                .map(Content::hash)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(Content.MODULUS);
    }
}
