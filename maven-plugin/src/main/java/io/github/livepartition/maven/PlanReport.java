// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.plan.Plan;
import io.github.livepartition.script.Script;
import java.util.ArrayList;
import java.util.List;

/** A plan in a few lines: what to know before, then each stage with its lock and its work. */
record PlanReport(Plan plan) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(plan.title());
        if (plan.isEmpty()) {
            lines.add("  nothing is left to do; the update will record it");
        }
        plan.said().forEach(note -> lines.add("  " + note));
        for (int i = 0; i < plan.stages().size(); i++) {
            lines.add("  " + Script.title(plan, i).replaceFirst("^-- ", "").strip());
        }
        return lines;
    }
}
