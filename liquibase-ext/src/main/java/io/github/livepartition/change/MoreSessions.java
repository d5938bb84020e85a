// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.run.Sessions;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import liquibase.Scope;
import liquibase.configuration.ConfigurationValueObfuscator;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.database.DatabaseConnection;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * Opens sessions beside Liquibase's own. A connection does not give its password away, so it must
 * be known otherwise: as {@code liquibase.livepartition.password} or Liquibase's own {@code
 * liquibase.command.password} among the system properties, the environment or the defaults file; or
 * not be needed, because the server asks for none or {@code ~/.pgpass} has it.
 */
final class MoreSessions implements Sessions {

    private final Connection first;
    private final String password;

    /** Reads the configuration of this thread's scope. */
    MoreSessions(Connection first) {
        this.first = first;
        this.password =
                Scope.getCurrentScope()
                        .getSingleton(LiquibaseConfiguration.class)
                        .getCurrentConfiguredValue(
                                value -> (String) value,
                                ConfigurationValueObfuscator.STANDARD,
                                "liquibase.livepartition.password",
                                "liquibase.command.password")
                        .getValue();
    }

    @Override
    public Connection open() throws SQLException {
        DatabaseMetaData server = first.getMetaData();
        try {
            DatabaseConnection connection =
                    DatabaseFactory.getInstance()
                            .openConnection(
                                    server.getURL(),
                                    server.getUserName(),
                                    password,
                                    null,
                                    Scope.getCurrentScope().getResourceAccessor());
            Connection jdbc = ((JdbcConnection) connection).getUnderlyingConnection();
            jdbc.setAutoCommit(true);
            return jdbc;
        } catch (DatabaseException e) {
            throw new SQLException(
                    "no other can be opened as %s; set liquibase.livepartition.password"
                            .formatted(server.getUserName()),
                    e);
        }
    }
}
