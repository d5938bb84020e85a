// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Circumstance;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands around a table, as findings.
 *
 * @param partitions how many there will be
 */
record Preflight(Conversion conversion, Facts facts, Table table, int partitions) {

    private static final long MEBIBYTE = 1L << 20;
    private static final int SHOWN = 5;

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Circumstance each : facts.circumstances()) {
            finding(each).ifPresent(findings::add);
        }
        lookUps().ifPresent(findings::add);
        locks().ifPresent(findings::add);
        disk().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> finding(Circumstance c) {
        Identifier column = conversion.partitionColumn();
        return switch (c.kind()) {
            case WRAPAROUND ->
                    Optional.of(PreflightTexts.wraparound(table.name(), c.word(0), c.word(1)));
            case TRIGGER -> trigger(new Identifier(c.word(0)), c.word(1));
            case STATEMENT -> Optional.of(PreflightTexts.statement(column, c.word(0), c.word(1)));
            case CTID_STATEMENT -> Optional.of(PreflightTexts.ctidStatement(c.word(0), c.word(1)));
            case CTID_FUNCTION -> Optional.of(PreflightTexts.ctidFunction(table.name(), c.word(0)));
            case NO_STATEMENTS -> Optional.of(PreflightTexts.noStatements(c.word(0)));
            case INDEX, LOCKS -> Optional.empty();
            case HOLDER, PREPARED, ISOLATION, FUNCTION, EVENT_TRIGGER, UNSEEN ->
                    anyway(table.name(), facts.server().role(), c);
        };
    }

    /** What is to be known whatever is done to a table. */
    private static Optional<Finding> anyway(QualifiedName table, Identifier role, Circumstance c) {
        return switch (c.kind()) {
            case HOLDER -> Optional.of(PreflightTexts.holder(table, c.word(0), c.word(1)));
            case PREPARED -> Optional.of(PreflightTexts.prepared(table, c.word(0), c.word(1)));
            case ISOLATION -> Optional.of(PreflightTexts.isolation(c.word(0), c.word(1)));
            case FUNCTION -> Optional.of(PreflightTexts.function(table, c.word(0), c.word(1)));
            case EVENT_TRIGGER ->
                    Optional.of(PreflightTexts.eventTrigger(c.word(0), c.word(1), c.word(2)));
            case UNSEEN -> Optional.of(PreflightTexts.unseen(role));
            case WRAPAROUND,
                    TRIGGER,
                    STATEMENT,
                    CTID_STATEMENT,
                    CTID_FUNCTION,
                    NO_STATEMENTS,
                    INDEX,
                    LOCKS ->
                    Optional.empty();
        };
    }

    /** What is to be known before rows of a partitioned table are moved. */
    static List<Finding> ofMove(
            QualifiedName table, Identifier role, List<Circumstance> circumstances) {
        return circumstances.stream().flatMap(c -> anyway(table, role, c).stream()).toList();
    }

    /** One of ours, or one that is refused because it is seen to set the column, is not said. */
    private Optional<Finding> trigger(Identifier name, String function) {
        Identifier column = conversion.partitionColumn();
        boolean seen =
                table.triggers().stream().anyMatch(t -> t.name().equals(name) && t.sets(column));
        return seen || conversion.ownNames().contains(name)
                ? Optional.empty()
                : Optional.of(PreflightTexts.trigger(table.name(), name, function, column));
    }

    private Stream<Circumstance> of(Circumstance.Kind kind) {
        return facts.circumstances().stream().filter(c -> c.kind() == kind);
    }

    private Optional<Finding> lookUps() {
        List<String> used =
                of(Circumstance.Kind.INDEX)
                        .filter(c -> !c.word(1).equals("0"))
                        .filter(
                                c ->
                                        table.index(new Identifier(c.word(0)))
                                                .filter(this::lacks)
                                                .isPresent())
                        .sorted(
                                (a, b) ->
                                        Long.compare(
                                                Long.parseLong(b.word(1)),
                                                Long.parseLong(a.word(1))))
                        .limit(SHOWN)
                        .map(c -> "%s %s".formatted(new Identifier(c.word(0)), c.word(1)))
                        .toList();
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PreflightTexts.lookUps(
                                conversion.partitionColumn(), partitions, String.join(", ", used)));
    }

    private boolean lacks(Index index) {
        return conversion.partitionColumns().stream().noneMatch(index::contains);
    }

    private Optional<Finding> locks() {
        int indexes =
                (int)
                        table.indexes().stream()
                                .filter(i -> !conversion.ownNames().contains(i.name()))
                                .count();
        long each = (long) partitions * (1 + indexes);
        Optional<Circumstance> settings = of(Circumstance.Kind.LOCKS).findFirst();
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Circumstance c = settings.get();
        long sessions = Long.parseLong(c.word(1)) + Long.parseLong(c.word(2));
        long all = Long.parseLong(c.word(0)) * sessions;
        String words =
                "max_locks_per_transaction %s × (max_connections %s + max_prepared_transactions %s)"
                        .formatted(c.word(0), c.word(1), c.word(2));
        if (each > all) {
            return Optional.of(PreflightTexts.noLocks(partitions, indexes, each, all, words));
        }
        return each * sessions > all
                ? Optional.of(PreflightTexts.fewLocks(partitions, indexes, each, all, words))
                : Optional.empty();
    }

    /** A copy has a note of its own. */
    private Optional<Finding> disk() {
        if (conversion.copies()) {
            return Optional.empty();
        }
        long bytes = 0;
        List<String> built = new ArrayList<>();
        Optional<Identifier> key = table.primaryKey().map(Index::name);
        if (CutOver.swapsPrimaryKey(conversion, table)) {
            bytes += key.map(this::bytes).orElse(0L);
            built.add(conversion.newPrimaryKeyName().sql());
        }
        if (ConversionPlanner.needsKeyIndex(conversion, table)) {
            bytes += key.map(this::bytes).orElse(0L);
            built.add(conversion.keyIndexName().sql());
        }
        for (KeyChoices.Unique choice : conversion.keys().unique()) {
            if (choice.action() == KeyChoices.Action.EXTEND) {
                bytes += bytes(choice.name());
                built.add(IndexNames.extended(choice.name()).sql());
            }
        }
        return built.isEmpty()
                ? Optional.empty()
                : Optional.of(PreflightTexts.disk(bytes / MEBIBYTE + 1, built));
    }

    private long bytes(Identifier index) {
        return of(Circumstance.Kind.INDEX)
                .filter(c -> c.word(0).equals(index.value()))
                .mapToLong(c -> Long.parseLong(c.word(2)))
                .sum();
    }
}
