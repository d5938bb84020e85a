// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorChain;
import liquibase.sqlgenerator.core.AbstractSqlGenerator;

/**
 * Says that an {@link OnlineStatement} is no text: an executor that wants one would run nothing and
 * record the change as done.
 */
public final class OnlineGenerator extends AbstractSqlGenerator<OnlineStatement> {

    @Override
    public boolean supports(OnlineStatement statement, Database database) {
        return Postgres.is(database);
    }

    @Override
    public ValidationErrors validate(
            OnlineStatement statement,
            Database database,
            SqlGeneratorChain<OnlineStatement> chain) {
        return new ValidationErrors();
    }

    @Override
    public Sql[] generateSql(
            OnlineStatement statement,
            Database database,
            SqlGeneratorChain<OnlineStatement> chain) {
        throw ChangeRefusals.otherExecutor(statement.change());
    }
}
