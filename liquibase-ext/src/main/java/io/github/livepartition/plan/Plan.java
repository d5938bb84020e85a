// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.QualifiedName;
import java.util.List;

/**
 * Everything a change will do, as a value: printed and run from the same text.
 *
 * @param notes what the reader of the script must know before it runs
 */
public record Plan(
        QualifiedName table, String title, List<String> notes, List<Stage> stages, Pace pace) {

    public Plan {
        notes = List.copyOf(notes);
        stages = List.copyOf(stages);
    }

    public boolean isEmpty() {
        return stages.isEmpty();
    }
}
