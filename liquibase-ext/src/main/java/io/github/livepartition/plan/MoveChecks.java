// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Partitioning;
import io.github.livepartition.catalog.Publication;
import io.github.livepartition.catalog.RelationKind;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.range.Bound;
import io.github.livepartition.range.KeyType;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Collects every reason against a move before anything is touched. */
final class MoveChecks {

    private final Move move;
    private final MoveFacts facts;
    private final Findings findings = new Findings();

    MoveChecks(Move move, MoveFacts facts) {
        this.move = move;
        this.facts = facts;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    void refuseIfAny() {
        findings.refuseIfAny();
    }

    /** The table, when it has been converted and its old heap is there. */
    Table converted() {
        if (facts.server().isTooOld()) {
            findings.add(Refusals.oldServer(facts.server()));
            refuseIfAny();
        }
        if (facts.table().isEmpty()) {
            findings.add(Refusals.noTable(move.table()));
            refuseIfAny();
        }
        Table table = facts.table().orElseThrow();
        if (table.kind() != RelationKind.PARTITIONED_TABLE
                || table.partitioning().flatMap(Partitioning::column).isEmpty()) {
            findings.add(MoveRefusals.notConverted(move.table(), move.legacy()));
            refuseIfAny();
        }
        return table;
    }

    /** Refuses a table whose old heap is not there. */
    void checkLegacy() {
        if (facts.legacy().isEmpty() || facts.memory().isEmpty()) {
            findings.add(MoveRefusals.notConverted(move.table(), move.legacy()));
            refuseIfAny();
        }
    }

    static Identifier key(Table table) {
        return table.partitioning().flatMap(Partitioning::column).orElseThrow();
    }

    /** Where the bounds are; refuses at once when they make no sense. */
    MoveLayout layout(Table table) {
        KeyType type = table.column(key(table)).flatMap(c -> KeyType.of(c.type())).orElse(null);
        if (type == null) {
            findings.add(MoveRefusals.notConverted(move.table(), move.legacy()));
            refuseIfAny();
        }
        try {
            MoveLayout layout = new MoveLayout(move, type);
            layout.wanted();
            return layout;
        } catch (RangeException e) {
            throw findings.with(Refusals.of(e));
        } catch (IllegalArgumentException e) {
            throw findings.with(MoveRefusals.emptyRange(move.from(), move.to()));
        }
    }

    void checkSession(Table table) {
        if (!facts.missingRights().isEmpty()) {
            findings.add(
                    Refusals.rights(
                            Sql.of("%s", facts.server().role()),
                            table.name(),
                            facts.missingRights()));
        }
        long lockTimeout = move.pace().lockTimeout().toMillis();
        if (lockTimeout >= facts.server().deadlockTimeoutMillis()) {
            findings.add(Refusals.lockTimeout(lockTimeout, facts.server().deadlockTimeoutMillis()));
        }
    }

    void checkObjects(Table table) {
        facts.reactions().stream()
                .filter(what -> !StageChecks.isOurs(what))
                .forEach(what -> findings.add(MoveRefusals.reaction(move.legacy(), what)));
        if (!(move.mode() instanceof MoveMode.Stage)
                && facts.reactions().stream().anyMatch(StageChecks::isOurs)) {
            findings.add(StageRefusals.staged(move.legacy()));
        }
        new MoveConstraints(move, facts, findings).check(table);
        checkPublications(table);
        if (move.mode() instanceof MoveMode.Slices slices
                && slices.pace().pacing().maxReplicaLag().isPresent()
                && !facts.server().readsAllStats()) {
            findings.add(CopyRefusals.standbysUnseen(facts.server().role()));
        }
        if (!facts.indexed().contains(move.legacy().name())) {
            findings.add(MoveRefusals.noIndex(move.legacy(), key(table)));
        }
    }

    private void checkPublications(Table table) {
        List<Publication> all = table.belongings(Publication.class).toList();
        if (move.mode().acceptsPublications()) {
            all.stream()
                    .filter(p -> p.scope() != Publication.Scope.TABLE && p.oldRows())
                    .filter(p -> move.mode() instanceof MoveMode.Stage)
                    .forEach(p -> findings.add(CarryRefusals.publishesHelpers(table, p)));
            return;
        }
        facts.publications()
                .forEach(what -> findings.add(MoveRefusals.publication(table.name(), what)));
        if (facts.server().major() < 15) {
            all.stream()
                    .filter(Publication::isOfRoot)
                    .forEach(p -> findings.add(MoveRefusals.forgetful(table.name(), p.name())));
        }
    }

    /** What the range becomes; names that are taken are refused. */
    List<Piece> begun(MoveContext context, Span range) {
        MoveLayout layout = context.layout();
        List<Piece> pieces = layout.pieces(range, facts.leastKey().map(layout.scheme()::parse));
        if (pieces.size() > MoveLayout.MOST) {
            findings.add(MoveRefusals.tooMany(move.interval().orElseThrow(), MoveLayout.MOST));
        }
        for (Piece piece : pieces) {
            QualifiedName name = context.name(piece);
            if (facts.relationNames().contains(piece.name()) && !facts.notes().containsKey(name)) {
                findings.add(MoveRefusals.nameTaken(name));
            }
        }
        return pieces;
    }

    /** A default partition stays beside, or is what rows leave. */
    void checkDefault(MoveContext context) {
        Optional<MoveFacts.Fallback> fallback = facts.fallback();
        fallback.filter(f -> f.table().kind() != RelationKind.TABLE)
                .ifPresent(f -> findings.add(MoveRefusals.defaultNotPlain(f.name())));
        Span wanted = context.layout().wanted();
        fallback.flatMap(MoveFacts.Fallback::note)
                .filter(note -> !MoveState.isOf(note, wanted))
                .ifPresent(
                        note ->
                                findings.add(
                                        MoveRefusals.anotherBesideDefault(
                                                fallback.get().name(), note.from(), note.to())));
    }

    /** What is left of the range, as one range at an edge of legacy; empty when nothing is. */
    Optional<Edge> edge(MoveContext context) {
        Span wanted = context.layout().wanted();
        Optional<Span> legacy = context.state().legacy();
        if (legacy.isEmpty()) {
            return Optional.empty();
        }
        Span rest = legacy.get();
        if (!rest.overlaps(wanted)) {
            if (!isMoved(context, wanted, wanted.from())) {
                findings.add(MoveRefusals.outside(move.legacy(), text(rest), text(wanted)));
            }
            return Optional.empty();
        }
        boolean lower =
                wanted.from().isEmpty()
                        || rest.from()
                                .filter(f -> f.compareTo(wanted.from().get()) >= 0)
                                .isPresent();
        boolean beyond =
                rest.to()
                        .filter(end -> end.compareTo(wanted.to().orElseThrow()) < 0)
                        .filter(end -> !isMoved(context, wanted, rest.to()))
                        .isPresent();
        boolean upper =
                rest.to().filter(end -> end.compareTo(wanted.to().orElseThrow()) <= 0).isPresent();
        if (beyond) {
            findings.add(MoveRefusals.outside(move.legacy(), text(rest), text(wanted)));
            return Optional.empty();
        }
        if (lower) {
            return Optional.of(
                    new Edge(true, new Span(rest.from(), upper ? rest.to() : wanted.to())));
        }
        if (upper) {
            return Optional.of(new Edge(false, new Span(wanted.from(), rest.to())));
        }
        findings.add(
                MoveRefusals.middle(
                        move.legacy(),
                        text(rest),
                        text(wanted),
                        "%s, or %s"
                                .formatted(
                                        text(new Span(rest.from(), wanted.to())),
                                        text(new Span(wanted.from(), rest.to())))));
        return Optional.empty();
    }

    private static String text(Span span) {
        return span.toString();
    }

    /** What is left of the range. */
    record Edge(boolean lower, Span rest) {}

    /** Whether partitions hold the range from that bound on to its end. */
    private boolean isMoved(MoveContext context, Span wanted, Optional<Bound> from) {
        Optional<Bound> reached = from;
        for (Piece piece : MoveState.within(wanted, move, facts, context.layout())) {
            if (piece.span().from().equals(reached)) {
                reached = piece.span().to();
            }
        }
        return reached.equals(wanted.to());
    }
}
