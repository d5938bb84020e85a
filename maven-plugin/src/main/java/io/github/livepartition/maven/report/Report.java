// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Optional;

/**
 * Everything on the page, in words.
 *
 * @param written when, by the server's clock
 * @param database host, port and name
 * @param server its version
 * @param changelog empty where none was looked at
 * @param advice empty where none was asked for
 */
public record Report(
        String goal,
        String written,
        String database,
        String server,
        Optional<String> changelog,
        List<TableView> tables,
        List<ChangeView> changes,
        List<AdviceView> advice) {

    public Report {
        tables = List.copyOf(tables);
        changes = List.copyOf(changes);
        advice = List.copyOf(advice);
    }

    /** How many changes cannot be done as they are. */
    long refused() {
        return changes.stream().filter(ChangeView::refused).count();
    }

    /** How many stages make the application wait. */
    long waits() {
        return stages(Impact.WRITES_WAIT) + stages(Impact.ALL_WAIT);
    }

    long stages(Impact impact) {
        return changes.stream()
                .flatMap(change -> change.stages().stream())
                .filter(stage -> stage.impact() == impact)
                .count();
    }
}
