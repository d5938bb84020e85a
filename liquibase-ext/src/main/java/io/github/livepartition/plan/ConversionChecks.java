// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Obstacle;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Bounds;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Collects every reason against a conversion before anything is touched. */
final class ConversionChecks {

    private final Conversion conversion;
    private final Facts facts;
    private final Findings findings = new Findings();

    ConversionChecks(Conversion conversion, Facts facts) {
        this.conversion = conversion;
        this.facts = facts;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Those that are no reason against it, once there is none. */
    List<Finding> warnings() {
        return findings.warnings();
    }

    void refuseIfAny() {
        findings.refuseIfAny();
    }

    /** What stops any conversion at once: without these, the other questions make no sense. */
    Table existingTable() {
        if (facts.server().isTooOld()) {
            findings.add(Refusals.oldServer(facts.server()));
            refuseIfAny();
        }
        facts.distribution()
                .ifPresent(how -> findings.add(Refusals.distributed(conversion.table(), how)));
        if (facts.table().isEmpty()) {
            findings.add(Refusals.noTable(conversion.table()));
            refuseIfAny();
        }
        return facts.table().orElseThrow();
    }

    void checkKind(Table table) {
        if (table.kind() == RelationKind.PARTITIONED_TABLE) {
            findings.add(
                    Refusals.alreadyPartitioned(table, table.partitioning().orElseThrow().key()));
        } else if (table.kind() != RelationKind.TABLE) {
            findings.add(Refusals.notATable(table));
        }
        refuseIfAny();
    }

    /** The key's type, when the column can be a partition key at all. */
    Optional<KeyType> checkKey(Table table) {
        QualifiedName name = table.name();
        Identifier key = conversion.partitionColumn();
        Optional<Column> column = table.column(key);
        if (column.isEmpty()) {
            findings.add(Refusals.noColumn(name, key, "partitionColumn"));
            return Optional.empty();
        }
        if (column.get().generated()) {
            findings.add(Refusals.generatedKey(name, key));
        }
        if (!column.get().notNull() && !conversion.notNull()) {
            findings.add(Refusals.nullableKey(name, key));
        }
        if (facts.nullKeys() > 0) {
            findings.add(Refusals.nullKeys(name, key, facts.nullKeys()));
        }
        Optional<KeyType> type = KeyType.of(column.get().type());
        if (type.isEmpty()) {
            findings.add(Refusals.keyType(name, key, column.get().type()));
        }
        return type;
    }

    void checkObjects(Table table) {
        new CarryChecks(conversion, table, this).there();
        checkPrimaryKey(table);
        new UniqueKeys(conversion, facts.keys()).check(table, this);
        for (Index index : table.indexes()) {
            if (!index.valid() && !own(index.name())) {
                findings.add(Refusals.invalidIndex(table, index));
            }
        }
        for (Index index : table.indexes()) {
            index.excludes().ifPresent(equal -> checkExclusion(table, index, equal));
        }
        for (Check check : table.checks()) {
            if (!check.inherited()) {
                findings.add(CarryRefusals.noInherit(table, check.name()));
            }
        }
        for (Identifier column : conversion.partitionColumns()) {
            table.triggers().stream()
                    .filter(trigger -> trigger.sets(column))
                    .map(trigger -> Refusals.triggerSetsKey(table, trigger.name(), column))
                    .forEach(findings::add);
        }
        new Referencing(conversion, facts).check(table, this);
        for (Obstacle obstacle : table.obstacles()) {
            findings.add(Refusals.notCarried(table.name(), obstacle.what()));
        }
    }

    private void checkExclusion(Table table, Index index, List<Identifier> equal) {
        if (facts.server().major() < 17) {
            findings.add(CarryRefusals.exclusion(table, index.name()));
        } else if (!equal.containsAll(conversion.partitionColumns())) {
            findings.add(
                    CarryRefusals.exclusionLacks(
                            table, index.name(), conversion.partitionColumns()));
        }
    }

    /** The partition columns that a unique key would need, too. */
    private List<Identifier> lacking(Table table, Index index) {
        return conversion.partitionColumns().stream()
                .filter(column -> !index.contains(column) && table.column(column).isPresent())
                .toList();
    }

    private void checkPrimaryKey(Table table) {
        List<Identifier> wanted = conversion.primaryKeyColumns();
        Optional<Index> old = table.primaryKey();
        if (wanted.isEmpty()) {
            old.filter(index -> !lacking(table, index).isEmpty())
                    .map(index -> Refusals.primaryKeyLacks(table, index, lacking(table, index)))
                    .ifPresent(findings::add);
            return;
        }
        if (CutOver.swapsPrimaryKey(conversion, table)) {
            old.filter(index -> !index.plain() || Copies.isDeferrable(index))
                    .map(index -> CarryRefusals.primaryKeyKind(table, index.name()))
                    .ifPresent(findings::add);
        }
        for (Identifier column : wanted) {
            Optional<Column> there = table.column(column);
            if (there.isEmpty()) {
                findings.add(Refusals.noColumn(table.name(), column, "primaryKeyColumns"));
            } else if (!there.get().notNull() && !isMadeNotNull(column)) {
                findings.add(
                        Refusals.newPrimaryKey(
                                table, wanted, "Column %s may be NULL.".formatted(column)));
            }
        }
        for (Identifier key : conversion.partitionColumns()) {
            if (!wanted.contains(key) && table.column(key).isPresent()) {
                findings.add(
                        Refusals.newPrimaryKey(
                                table, wanted, "It does not contain %s.".formatted(key)));
            }
        }
        if (new HashSet<>(wanted).size() < wanted.size()) {
            findings.add(Refusals.newPrimaryKey(table, wanted, "A column stands in it twice."));
        }
        old.flatMap(
                        index ->
                                index.columns().stream()
                                        .flatMap(Optional::stream)
                                        .filter(c -> !wanted.contains(c))
                                        .findFirst())
                .ifPresent(
                        lost ->
                                findings.add(
                                        Refusals.newPrimaryKey(
                                                table,
                                                wanted,
                                                "It lacks %s of the old key.".formatted(lost))));
    }

    /** Or refused for itself. */
    private boolean isMadeNotNull(Identifier column) {
        return conversion.strategy() instanceof Strategy.Copy copy
                ? copy.levels().stream()
                        .filter(PartitionBy.ByRange.class::isInstance)
                        .anyMatch(level -> level.column().equals(column))
                : column.equals(conversion.partitionColumn());
    }

    void checkSession(Table table) {
        Sql role = Sql.of("%s", facts.server().role());
        if (!facts.missingRights().isEmpty()) {
            findings.add(Refusals.rights(role, table.name(), facts.missingRights()));
        }
        if (conversion.proof() == Proof.TRUST && !facts.server().superuser()) {
            findings.add(Refusals.trust(role));
        }
        long lockTimeout = conversion.pace().lockTimeout().toMillis();
        if (lockTimeout >= facts.server().deadlockTimeoutMillis()) {
            findings.add(Refusals.lockTimeout(lockTimeout, facts.server().deadlockTimeoutMillis()));
        }
    }

    /** Names that the conversion will give, against those that are taken. */
    void checkNames(Table table, List<Identifier> partitions) {
        new NewNames(conversion, facts, this).check(table, partitions);
        Identifier bounds = conversion.boundsName();
        boolean check = table.check(bounds).isPresent();
        boolean function = facts.boundsBody().isPresent();
        // Function and CHECK come in one transaction: one without the other is somebody else's.
        if (function && !(check && facts.boundsBody().get().equals(Bounds.OPEN.text()))) {
            findings.add(Refusals.foreignBounds(table.name().withName(bounds)));
        }
        if (check && !function
                || table.foreignKeys().stream().anyMatch(k -> k.name().equals(bounds))) {
            findings.add(Refusals.foreignConstraint(table.name(), bounds));
        }
    }

    private boolean own(Identifier name) {
        return conversion.ownNames().contains(name);
    }
}
