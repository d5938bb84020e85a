// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Optional;

/**
 * What is recommended for a table.
 *
 * @param size its rows and bytes
 * @param cut by what, in which ranges and how; empty where nothing is recommended
 * @param reasons for it, or against any
 * @param command that writes the changesets
 */
public record AdviceView(
        String table,
        String size,
        Optional<String> cut,
        List<String> reasons,
        Optional<String> command) {

    public AdviceView {
        reasons = List.copyOf(reasons);
    }
}
