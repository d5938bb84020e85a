// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.AddBoundsCheck;
import io.github.livepartition.step.AddPartitions;
import io.github.livepartition.step.AttachStaged;
import io.github.livepartition.step.BuildCopyIndexes;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.CompareRange;
import io.github.livepartition.step.CopyRange;
import io.github.livepartition.step.CopyRows;
import io.github.livepartition.step.CreateChangeLog;
import io.github.livepartition.step.CreateCopy;
import io.github.livepartition.step.CreateStagedPartition;
import io.github.livepartition.step.CreateStaging;
import io.github.livepartition.step.DropIndex;
import io.github.livepartition.step.NoteStaged;
import io.github.livepartition.step.RefreshCopy;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Vacuum;
import io.github.livepartition.step.ValidateBoundsCheck;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a plan can be done days before the rest: the slow stages at its head, of which the
 * application sees nothing but that they are there.
 */
public final class Ahead {

    /** What is not named here waits: a new step is first thought about. */
    private static final Set<Class<? extends Step>> PREPARES =
            Set.of(
                    AddBoundsCheck.class,
                    AddPartitions.class,
                    AttachStaged.class,
                    BuildCopyIndexes.class,
                    BuildIndex.class,
                    CompareRange.class,
                    CopyRange.class,
                    CopyRows.class,
                    CreateChangeLog.class,
                    CreateCopy.class,
                    CreateStagedPartition.class,
                    CreateStaging.class,
                    DropIndex.class,
                    NoteStaged.class,
                    RefreshCopy.class,
                    Vacuum.class,
                    ValidateBoundsCheck.class);

    private Ahead() {}

    /** Whether a stage only prepares what a later one makes visible. */
    public static boolean prepares(Stage stage) {
        return stage.steps().stream().allMatch(step -> PREPARES.contains(step.getClass()));
    }

    /** The plan as far as its stages may be done. */
    public static Plan of(Plan plan, Predicate<Stage> may) {
        List<Stage> head = plan.stages().stream().takeWhile(may).toList();
        return new Plan(plan.table(), plan.title(), plan.notes(), head, plan.pace());
    }
}
