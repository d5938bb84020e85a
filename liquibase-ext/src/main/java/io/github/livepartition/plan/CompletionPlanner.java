// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.StageState;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.CompareCopy;
import io.github.livepartition.step.StopMirroring;
import io.github.livepartition.step.WatchStaged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the switch from the old heap to the staged ranges, from where it stands. */
public final class CompletionPlanner {

    private final Completion completion;
    private final StageFacts facts;
    private final StageChecks checks;

    private CompletionPlanner(Completion completion, StageFacts facts) {
        this.completion = completion;
        this.facts = facts;
        this.checks = new StageChecks(completion.move(), facts);
    }

    /**
     * @throws RefusedException with every reason at once when it cannot be done
     */
    public static Plan plan(Completion completion, StageFacts facts) {
        return new CompletionPlanner(completion, facts).forward();
    }

    private Plan forward() {
        StageContext context = checks.context();
        Staged staged = completion.staged();
        if (facts.state().isEmpty()) {
            if (context.partitioning().partition(staged.legacy()).isPresent()
                    || facts.move().legacy().isPresent()) {
                checks.add(StageRefusals.nothingStaged(staged.table(), staged.legacy()));
            }
            checks.refuseIfAny();
            return plan(List.of(), List.of());
        }
        if (context.isSwitched()) {
            List<Stage> after = new StageSwitch(context, completion).after();
            if (!after.isEmpty()) {
                checks.checkDetachable(context);
            }
            checks.refuseIfAny();
            return plan(List.of(), after);
        }
        checks.checkObjects(context, completion.pacing());
        List<Piece> rest = rest(context);
        checks.refuseIfAny();
        return plan(CompletionNotes.of(completion, context), stages(context, rest));
    }

    private Plan plan(List<String> notes, List<Stage> stages) {
        return new Plan(
                completion.staged().table(), completion.title(), notes, stages, completion.pace());
    }

    /** What is to be staged before the switch; what is missing where that is not wanted. */
    private List<Piece> rest(StageContext context) {
        Remainder remainder = new Remainder(completion, facts);
        List<Piece> pieces = new ArrayList<>();
        for (StageState.Range range : context.ranges()) {
            QualifiedName name = context.name(range.name());
            checks.checkPresent(context, range);
            if (!range.compared()) {
                if (remainder.has(range.name())) {
                    pieces.add(context.piece(range));
                } else {
                    checks.add(StageRefusals.incomplete(name));
                }
            } else if (!range.vacuumed()) {
                pieces.add(context.piece(range));
            }
        }
        pieces.addAll(remainder.gaps());
        if (!completion.remainder()) {
            Map<Span, Long> missing = new LinkedHashMap<>(facts.gaps());
            missing.values().removeIf(rows -> rows == 0);
            if (!missing.isEmpty()) {
                checks.add(StageRefusals.missing(completion.staged().legacy(), missing));
            }
        }
        return pieces;
    }

    private List<Stage> stages(StageContext context, List<Piece> rest) {
        List<Stage> stages =
                new ArrayList<>(
                        new StagePieces(
                                        context,
                                        completion.pacing(),
                                        Optional.empty(),
                                        Optional.empty())
                                .stages(rest));
        if (!rest.isEmpty()) {
            // what is still to come may lie between the partitions of one
            Groups.of(context, context.ranges().stream().map(context::piece).toList())
                    .made()
                    .forEach(group -> stages.add(0, StageSwitch.regroup(context, group, true)));
        }
        if (context.mirrors() && (context.truncated() || !rest.isEmpty())) {
            stages.add(0, new Stage.Online(new StopMirroring(context.copying())));
        }
        StageSwitch change = new StageSwitch(context, completion, rest);
        stages.addAll(change.group());
        List<QualifiedName> unwatched = change.unwatched();
        if (!unwatched.isEmpty()) {
            stages.add(new Stage.Online(new WatchStaged(change.copying(), unwatched)));
        }
        if (!context.mirrors() || context.truncated() || !rest.isEmpty()) {
            stages.add(new Stage.Online(new CompareCopy(change.copying(), completion.pacing())));
        }
        stages.add(change.stage());
        stages.addAll(change.after());
        return stages;
    }
}
