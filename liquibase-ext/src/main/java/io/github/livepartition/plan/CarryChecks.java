// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Belonging;
import io.github.livepartition.catalog.ExtendedStatistics;
import io.github.livepartition.catalog.Publication;
import io.github.livepartition.catalog.ReplicaIdentity;
import io.github.livepartition.catalog.RowSecurity;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.stream.Stream;

/** The reasons against carrying over what hangs on a table. */
final class CarryChecks {

    private final Conversion conversion;
    private final Table table;
    private final ConversionChecks checks;

    CarryChecks(Conversion conversion, Table table, ConversionChecks checks) {
        this.conversion = conversion;
        this.table = table;
        this.checks = checks;
    }

    /** Of the conversion. */
    void there() {
        of(RowSecurity.class)
                .filter(RowSecurity::hidesRows)
                .forEach(security -> checks.add(CarryRefusals.forced(table)));
        of(ExtendedStatistics.class)
                .forEach(
                        statistics ->
                                statistics
                                        .owner()
                                        .ifPresent(
                                                owner ->
                                                        checks.add(
                                                                CarryRefusals.foreignStatistics(
                                                                        table,
                                                                        statistics.name(),
                                                                        owner))));
        of(ExtendedStatistics.class)
                .filter(ExtendedStatistics::taken)
                .forEach(s -> checks.add(CarryRefusals.statisticsTaken(s.aside())));
        of(Publication.class).forEach(this::publication);
    }

    /** Of the way back. */
    void back() {
        of(RowSecurity.class)
                .filter(RowSecurity::hidesRows)
                .forEach(security -> checks.add(CarryRefusals.forced(table)));
        of(Publication.class)
                .filter(
                        publication ->
                                publication.scope() == Publication.Scope.TABLE
                                        && !publication.alterable())
                .forEach(
                        publication ->
                                checks.add(CarryRefusals.notAlterable(table, publication.name())));
        of(Publication.class)
                .filter(publication -> publication.scope() != Publication.Scope.TABLE)
                .forEach(this::publishesAll);
    }

    /** Tables that only a copy makes have no key by which a DELETE could be published. */
    private void publishesAll(Publication publication) {
        if (conversion.copies()) {
            checks.add(CarryRefusals.publishesHelpers(table, publication));
        } else if (!conversion.acceptsPublications()) {
            checks.add(CarryRefusals.publishesAll(table, publication));
        }
    }

    private void publication(Publication publication) {
        boolean named = publication.scope() == Publication.Scope.TABLE;
        if (named && !publication.alterable()) {
            checks.add(CarryRefusals.notAlterable(table, publication.name()));
        }
        if (named && !keyIsPublished(publication)) {
            checks.add(
                    CarryRefusals.keyNotPublished(
                            table,
                            publication.name(),
                            conversion.primaryKeyColumns().stream()
                                    .filter(c -> !publication.columns().contains(c))
                                    .toList()));
        }
        if (!named) {
            publishesAll(publication);
        } else if (!publication.root() && !conversion.acceptsPublications()) {
            checks.add(CarryRefusals.publishesPartitions(table, publication.name()));
        }
    }

    /** Else an UPDATE fails as soon as the primary key is another. */
    private boolean keyIsPublished(Publication publication) {
        List<Identifier> columns = publication.columns();
        boolean byKey = of(ReplicaIdentity.class).findAny().isEmpty();
        return columns.isEmpty()
                || !publication.oldRows()
                || !byKey
                || !CutOver.swapsPrimaryKey(conversion, table)
                || columns.containsAll(conversion.primaryKeyColumns());
    }

    private <T extends Belonging> Stream<T> of(Class<T> kind) {
        return table.belongings(kind);
    }
}
