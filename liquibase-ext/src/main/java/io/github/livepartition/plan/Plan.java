// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Circumstance;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything a change will do, as a value: printed and run from the same text.
 *
 * @param notes what the reader of the script must know before it runs
 * @param findings what was found that does not stop it
 */
public record Plan(
        QualifiedName table,
        String title,
        List<String> notes,
        List<Finding> findings,
        List<Stage> stages,
        Pace pace) {

    public Plan {
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
        stages = List.copyOf(stages);
    }

    /** Where nothing was looked for. */
    public Plan(
            QualifiedName table, String title, List<String> notes, List<Stage> stages, Pace pace) {
        this(table, title, notes, List.of(), stages, pace);
    }

    /** With what stands around the table, where rows of a partitioned table are moved. */
    public Plan around(Identifier role, List<Circumstance> circumstances) {
        return isEmpty()
                ? this
                : new Plan(
                        table,
                        title,
                        notes,
                        Preflight.ofMove(table, role, circumstances),
                        stages,
                        pace);
    }

    /** Notes and findings, a line each. */
    public List<String> said() {
        return Stream.concat(notes.stream(), findings.stream().map(Finding::line)).toList();
    }

    public boolean isEmpty() {
        return stages.isEmpty();
    }
}
