// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import org.apache.maven.plugin.MojoFailureException;

/** The user's database, in a session that PostgreSQL lets change nothing. */
final class ReadOnlyDatabase {

    private ReadOnlyDatabase() {}

    /** The caller closes it. */
    static Database open(LiquibaseSettings settings, Properties login)
            throws MojoFailureException, SQLException, DatabaseException {
        Connection connection = connect(settings, login);
        Database database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        settings.get("defaultSchemaName").ifPresent(name -> setDefaultSchema(database, name));
        settings.get("changelogSchemaName").ifPresent(database::setLiquibaseSchemaName);
        settings.get("databaseChangeLogTableName")
                .ifPresent(database::setDatabaseChangeLogTableName);
        return database;
    }

    private static void setDefaultSchema(Database database, String name) {
        try {
            database.setDefaultSchemaName(name);
        } catch (DatabaseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(LiquibaseSettings settings, Properties login)
            throws MojoFailureException, SQLException {
        String url =
                settings.get("url")
                        .orElseThrow(
                                () ->
                                        new MojoFailureException(
                                                "no url: " + LiquibaseSettings.WHERE));
        Properties properties = new Properties(); // pgjdbc's
        properties.putAll(login);
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "always");
        properties.setProperty("ApplicationName", "livepartition plan");
        for (Driver driver :
                ServiceLoader.load(Driver.class, ReadOnlyDatabase.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, properties);
            }
        }
        // It may hold a password, so it is not shown.
        throw new MojoFailureException("the url is not one of PostgreSQL's: jdbc:postgresql://…");
    }
}
