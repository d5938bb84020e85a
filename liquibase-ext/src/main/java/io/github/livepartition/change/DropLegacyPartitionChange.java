// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.PartitionDrop;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.database.Database;
import liquibase.exception.RollbackImpossibleException;
import liquibase.statement.SqlStatement;

/** Ends a conversion by attach: the old heap goes, once all its rows have left it. */
@DatabaseChange(
        name = "dropLegacyPartition",
        description =
                "Ends a conversion by attach: drops the old heap once it is empty, or takes it off with the rows it has",
        priority = ChangeMetaData.PRIORITY_DEFAULT,
        appliesTo = "table")
public class DropLegacyPartitionChange extends OnlineChange {

    private static final List<String> KNOWN =
            List.of(
                    "schemaName",
                    "tableName",
                    "legacyTableName",
                    "detach",
                    "lockTimeout",
                    "lockRetryFor");

    private String detach;

    @Override
    List<String> known() {
        return KNOWN;
    }

    @Override
    Optional<Request> request(AttributeReader reader, Optional<QualifiedName> table, Pace pace) {
        boolean detaches = reader.flag("detach", detach).orElse(false);
        return LegacyName.read(reader, getLegacyTableName(), table)
                .map(
                        legacy ->
                                new PartitionDropRequest(
                                        new PartitionDrop(table.get(), legacy, detaches, pace)));
    }

    @Override
    public SqlStatement[] generateRollbackStatements(Database database)
            throws RollbackImpossibleException {
        throw ChangeRefusals.noWayBackOfPartition();
    }

    @Override
    public boolean supportsRollback(Database database) {
        return false;
    }

    @Override
    public String getConfirmationMessage() {
        return "the old heap of table %s is gone".formatted(getTableName());
    }

    @DatabaseChangeProperty(
            description =
                    "true: the old heap is taken off the table with the rows it has, and not dropped. Default false",
            exampleValue = "true",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getDetach() {
        return detach;
    }

    public void setDetach(String detach) {
        this.detach = detach;
    }
}
