// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.LegacyDrop;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.database.Database;
import liquibase.exception.RollbackImpossibleException;
import liquibase.statement.SqlStatement;

/** Drops what convertToPartitioned with strategy copy has left of the old table. */
@DatabaseChange(
        name = "dropLegacyTable",
        description =
                "Ends a conversion by copy: drops the old heap and the log that kept it in step",
        priority = ChangeMetaData.PRIORITY_DEFAULT,
        appliesTo = "table")
public class DropLegacyTableChange extends OnlineChange {

    private static final List<String> KNOWN =
            List.of("schemaName", "tableName", "legacyTableName", "lockTimeout", "lockRetryFor");

    @Override
    List<String> known() {
        return KNOWN;
    }

    @Override
    Optional<Request> request(AttributeReader reader, Optional<QualifiedName> table, Pace pace) {
        return LegacyName.read(reader, getLegacyTableName(), table)
                .map(legacy -> new LegacyDropRequest(new LegacyDrop(table.get(), legacy, pace)));
    }

    @Override
    public SqlStatement[] generateRollbackStatements(Database database)
            throws RollbackImpossibleException {
        throw ChangeRefusals.noWayBack();
    }

    @Override
    public boolean supportsRollback(Database database) {
        return false;
    }

    @Override
    public String getConfirmationMessage() {
        return "the old heap of table %s is dropped".formatted(getTableName());
    }
}
