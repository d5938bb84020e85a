// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.plan.Estimate;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in a few lines: what to know before, then each stage with its lock, its work and its time,
 * then what it will have made.
 */
record PlanReport(Plan plan, Estimate estimate) {

    List<String> lines() {
        EstimateText estimated = new EstimateText(estimate);
        List<String> lines = new ArrayList<>();
        lines.add(plan.title());
        if (plan.isEmpty()) {
            lines.add("  nothing is left to do; the update will record it");
        }
        plan.said().forEach(note -> lines.add("  " + note));
        for (int i = 0; i < plan.stages().size(); i++) {
            lines.add(
                    "  %d of %d: %s%s"
                            .formatted(
                                    i + 1,
                                    plan.stages().size(),
                                    stage(plan, i),
                                    estimated.time(i)));
        }
        estimated.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** What a stage does, with its lock and its work. */
    static String stage(Plan plan, int index) {
        return Script.title(plan, index).replaceFirst("^-- \\d+ of \\d+: ", "").strip();
    }
}
