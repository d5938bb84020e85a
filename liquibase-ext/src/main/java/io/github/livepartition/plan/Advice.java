// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Candidate;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * What is recommended for a table.
 *
 * @param rowsPerDay by which it grows, as far as anything is known of it
 * @param cut empty when no column is fit to be the partition column
 * @param reasons in the order in which they were weighed, each a sentence
 */
public record Advice(
        Candidate table, Optional<Long> rowsPerDay, Optional<Cut> cut, List<String> reasons) {

    /** By what it should be cut. */
    public record Cut(Identifier column, String interval, boolean copies) {}

    public Advice {
        reasons = List.copyOf(reasons);
    }
}
