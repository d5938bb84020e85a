// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.StageState;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.range.Span;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.Pacing;
import java.util.List;
import java.util.Optional;

/** Collects every reason against a staged move before anything is touched. */
final class StageChecks {

    private final Move move;
    private final StageFacts facts;
    private final MoveChecks checks;

    StageChecks(Move move, StageFacts facts) {
        this.move = move;
        this.facts = facts;
        this.checks = new MoveChecks(move, facts.move());
    }

    void add(Finding finding) {
        checks.add(finding);
    }

    void refuseIfAny() {
        checks.refuseIfAny();
    }

    /** The table, which is converted; refuses at once where it is not. */
    StageContext context() {
        Table table = checks.converted();
        checks.checkSession(table);
        Optional<KeyType> type =
                table.column(MoveChecks.key(table)).flatMap(c -> KeyType.of(c.type()));
        if (type.isEmpty()) {
            checks.add(MoveRefusals.notConverted(move.table(), move.legacy()));
            checks.refuseIfAny();
        }
        try {
            return new StageContext(
                    new Staged(move.table(), move.legacy()),
                    facts,
                    table,
                    new MoveLayout(move, type.orElseThrow()),
                    type.orElseThrow());
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
            throw new RefusedException(List.of(Refusals.of(e)));
        }
    }

    /** What the attributes ask for; refuses at once when it makes no sense. */
    Span wanted(StageContext context) {
        try {
            return context.layout().wanted();
        } catch (RangeException e) {
            checks.add(Refusals.of(e));
        } catch (IllegalArgumentException e) {
            checks.add(MoveRefusals.emptyRange(move.from(), move.to()));
        }
        checks.refuseIfAny();
        throw new IllegalStateException("not refused");
    }

    /** Of what is switched to, which has its keys by now. */
    void checkDetachable(StageContext context) {
        KeyRefusals.undetachable(facts.move().server(), context.staged().table(), facts.keys())
                .forEach(checks::add);
    }

    void checkObjects(StageContext context, Pacing pacing) {
        Table table = context.table();
        if (facts.move().legacy().isEmpty() || facts.move().memory().isEmpty()) {
            checks.add(
                    facts.move()
                            .fallback()
                            .map(f -> MoveRefusals.defaultOnlyInSlices(f.name()))
                            .orElseGet(
                                    () -> MoveRefusals.notConverted(move.table(), move.legacy())));
            return;
        }
        checks.checkObjects(table);
        facts.move()
                .fallback()
                .ifPresent(f -> checks.add(MoveRefusals.defaultPartition(table.name(), f.name())));
        if (Copies.key(table).isEmpty()) {
            checks.add(CopyRefusals.noUniqueKey(table));
        }
        table.indexes().stream()
                .filter(index -> index.unique() && Copies.isDeferrable(index))
                .forEach(index -> checks.add(CopyRefusals.deferrable(table, index)));
        if (facts.state().isPresent() && !facts.watched()) {
            checks.add(StageRefusals.unwatched(context.staged().legacy()));
        }
        if (pacing.maxReplicaLag().isPresent() && !facts.move().server().readsAllStats()) {
            checks.add(CopyRefusals.standbysUnseen(facts.move().server().role()));
        }
        facts.state()
                .map(StageState::copy)
                .filter(state -> !facts.structure().equals(Optional.of(state.structure())))
                .ifPresent(
                        state ->
                                checks.add(
                                        StageRefusals.structureChanged(
                                                table.name(), context.staged().staging())));
    }

    /** What was staged is still there. */
    void checkPresent(StageContext context, StageState.Range range) {
        if (!range.present() || range.compared() && !range.attached()) {
            checks.add(StageRefusals.gone(context.name(range.name())));
        }
    }

    /** Our own triggers are no obstacle. */
    static boolean isOurs(String reaction) {
        return reaction.equals("the trigger " + Copying.ROW_TRIGGER.sql())
                || reaction.equals("the trigger " + Copying.TRUNCATE_TRIGGER.sql());
    }
}
