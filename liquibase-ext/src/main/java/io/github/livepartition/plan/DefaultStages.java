// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Span;
import io.github.livepartition.step.AddDefaultCheck;
import io.github.livepartition.step.Bounds;
import io.github.livepartition.step.DropMoveCheck;
import io.github.livepartition.step.ValidateBoundsCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * What a default partition needs for as long as rows move: a validated CHECK, which proves at each
 * ATTACH what is not in it.
 *
 * @param table the partitioned table
 * @param bounds those of the rows that move, for the key and its type
 */
record DefaultStages(Table table, Bounds bounds, Table partition) {

    /** What comes before a move and after it; nothing where there is no default partition. */
    static List<Stage> around(MoveContext context, List<Stage> stages) {
        return context.facts()
                .fallback()
                .filter(f -> !stages.isEmpty() || f.note().isPresent())
                .map(
                        f ->
                                new DefaultStages(context.table(), context.bounds(), f.table())
                                        .around(stages, context.layout().wanted()))
                .orElse(stages);
    }

    private List<Stage> around(List<Stage> stages, Span moved) {
        List<Stage> all = new ArrayList<>();
        if (!stages.isEmpty()) {
            all.addAll(before(moved));
        }
        all.addAll(stages);
        all.add(
                new Stage.Locked(
                        "drop the bounds check of the default partition",
                        targets(),
                        List.of(new DropMoveCheck(partition.name(), bounds.type()))));
        return all;
    }

    /** What is left to do until it has a CHECK that is validated. */
    List<Stage> before(Span moved) {
        List<Stage> stages = new ArrayList<>();
        if (partition.check(AddDefaultCheck.NAME).isEmpty()) {
            stages.add(
                    new Stage.Locked(
                            "add the bounds check of the default partition",
                            targets(),
                            List.of(
                                    new AddDefaultCheck(
                                            table.name(),
                                            partition.name(),
                                            bounds.key(),
                                            bounds.type(),
                                            moved))));
        }
        if (partition.check(AddDefaultCheck.NAME).filter(Check::validated).isEmpty()) {
            stages.add(
                    new Stage.Online(
                            new ValidateBoundsCheck(
                                    new Bounds(
                                            partition.name(),
                                            AddDefaultCheck.NAME,
                                            bounds.key(),
                                            bounds.type()))));
        }
        return stages;
    }

    private Targets targets() {
        return Targets.of(partition.name(), table.owner());
    }
}
