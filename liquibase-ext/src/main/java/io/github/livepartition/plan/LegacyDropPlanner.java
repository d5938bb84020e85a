// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AttachForeignKey;
import io.github.livepartition.step.Comparison;
import io.github.livepartition.step.DropChangeLog;
import io.github.livepartition.step.DropChangeTriggers;
import io.github.livepartition.step.DropLegacy;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.ValidateForeignKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the end of a conversion by {@code copy}: the old heap goes, and the change log. */
public final class LegacyDropPlanner {

    private final LegacyDrop drop;
    private final CopyFacts facts;

    private LegacyDropPlanner(LegacyDrop drop, CopyFacts facts) {
        this.drop = drop;
        this.facts = facts;
    }

    /**
     * What is left to do; nothing when the old heap and the log are gone.
     *
     * @throws RefusedException with every reason against it
     */
    public static Plan plan(LegacyDrop drop, CopyFacts facts) {
        return new LegacyDropPlanner(drop, facts).plan();
    }

    private Plan plan() {
        List<Finding> findings = new ArrayList<>();
        Optional<Table> table = facts.facts().table();
        if (table.isEmpty()) {
            throw new RefusedException(List.of(Refusals.noTable(drop.table())));
        }
        if (!facts.facts().missingRights().isEmpty()) {
            findings.add(
                    Refusals.rights(
                            Sql.of("%s", facts.facts().server().role()),
                            drop.table(),
                            facts.facts().missingRights()));
        }
        boolean switched = facts.state().filter(s -> s.phase().isSwitched()).isPresent();
        Optional<Table> legacy = facts.facts().legacy();
        if (!switched
                && (legacy.isPresent()
                        || facts.state().isPresent()
                        || table.get().kind() != RelationKind.PARTITIONED_TABLE)) {
            findings.add(CopyRefusals.notLegacy(drop.legacy(), drop.table()));
        }
        legacy.stream()
                .flatMap(heap -> uses(heap).stream())
                .forEach(use -> findings.add(CopyRefusals.legacyUsed(drop.legacy(), use)));
        if (!findings.isEmpty()) {
            throw new RefusedException(findings);
        }
        return new Plan(
                drop.table(),
                "drop %s, the old heap of %s".formatted(drop.legacy(), drop.table()),
                switched ? List.of(NOTE) : List.of(),
                switched ? stages(table.get(), legacy) : List.of(),
                drop.pace());
    }

    private static final String NOTE = "There is no way back from here but a backup.";

    private static List<String> uses(Table heap) {
        List<String> uses = new ArrayList<>();
        heap.views().forEach(view -> uses.add("the view %s that reads it".formatted(view.name())));
        heap.incomingForeignKeys()
                .forEach(key -> uses.add("the foreign key %s".formatted(key.name())));
        heap.obstacles().forEach(obstacle -> uses.add(obstacle.what()));
        return uses;
    }

    private List<Stage> stages(Table table, Optional<Table> legacy) {
        List<Stage> stages = new ArrayList<>();
        if (legacy.isPresent()) {
            List<ForeignKey> own = legacy.get().foreignKeys();
            List<QualifiedName> referenced = Copies.referenced(own);
            stages.add(
                    new Stage.Locked(
                            "drop the old heap",
                            Targets.aside(drop.legacy(), table.owner(), referenced),
                            Optional.empty(),
                            proof(table, legacy.get()),
                            List.of(),
                            List.of(new DropLegacy(drop.legacy(), referenced))));
        }
        if (facts.unprovedKeys()) {
            stages.add(new Stage.Online(new ValidateForeignKeys(table.name(), table.owner())));
        }
        if (table.foreignKeys().isEmpty() && !facts.keys().isEmpty()) {
            List<Step> steps = new ArrayList<>();
            for (ForeignKey key : facts.keys()) {
                steps.add(new AttachForeignKey(table.name(), key.valid()));
            }
            stages.add(
                    new Stage.Locked(
                            "give the table the foreign keys of its partitions",
                            Targets.withPartitions(table, Copies.referenced(facts.keys())),
                            steps));
        }
        List<Step> end = new ArrayList<>();
        if (isLogged()) {
            end.add(new DropChangeTriggers(drop.table(), drop.log()));
        }
        end.add(new DropChangeLog(drop.log(), drop.pages()));
        stages.add(
                new Stage.Locked(
                        "end the change log", Targets.withPartitions(table, List.of()), end));
        return stages;
    }

    /** Without the log nobody knows what was written since. */
    private Optional<Stage.Preparation> proof(Table table, Table legacy) {
        return isLogged()
                ? Optional.of(
                        new Stage.Preparation(
                                Comparison.variables(),
                                Comparison.proof(Copies.of(drop, table, legacy))))
                : Optional.empty();
    }

    private boolean isLogged() {
        return facts.state().filter(s -> s.phase() == CopyState.Phase.SWITCHED).isPresent();
    }
}
