// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.core.DatabaseUtils;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import org.apache.maven.plugin.MojoFailureException;

/** Opens sessions in the user's database; no record, since it holds a password. */
final class Connections {

    private final LiquibaseSettings settings;
    private final String url;
    private final Driver driver;
    private final Properties properties = new Properties(); // pgjdbc's

    private Connections(LiquibaseSettings settings, String url, Driver driver) {
        this.settings = settings;
        this.url = url;
        this.driver = driver;
    }

    /**
     * @param name what the sessions call themselves
     */
    static Connections of(LiquibaseSettings settings, Properties login, String name)
            throws MojoFailureException, SQLException {
        String url =
                settings.get("url")
                        .orElseThrow(
                                () ->
                                        new MojoFailureException(
                                                "no url: " + LiquibaseSettings.WHERE));
        Connections connections = new Connections(settings, url, driver(url));
        connections.properties.putAll(login);
        connections.properties.setProperty("ApplicationName", name);
        return connections;
    }

    /** From now on PostgreSQL lets the sessions change nothing. */
    Connections readOnly() {
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "always");
        return this;
    }

    /** Host, port and database; what else stands in the url may be a secret. */
    String address() {
        return url.replaceFirst("(?s)\\?.*", "").replaceFirst("^jdbc:postgresql:(//)?", "");
    }

    /** One more session; the caller closes it. */
    Connection open() throws SQLException {
        return driver.connect(url, properties);
    }

    /** One more session as Liquibase sees it; the caller closes it. */
    Database database() throws SQLException, DatabaseException {
        Database database =
                DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(open()));
        Optional<String> schema = settings.get("defaultSchemaName");
        if (schema.isPresent()) {
            database.setDefaultSchemaName(schema.get());
        }
        // as the liquibase-maven-plugin does, which so decides where its own tables are
        boolean prints = settings.get("outputDefaultSchema").filter("true"::equals).isPresent();
        database.setOutputDefaultSchema(prints);
        settings.get("changelogSchemaName").ifPresent(database::setLiquibaseSchemaName);
        settings.get("databaseChangeLogTableName")
                .ifPresent(database::setDatabaseChangeLogTableName);
        DatabaseUtils.initializeDatabase(null, schema.orElse(null), database);
        return database;
    }

    private static Driver driver(String url) throws MojoFailureException, SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, Connections.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        // It may hold a password, so it is not shown.
        throw new MojoFailureException("the url is not one of PostgreSQL's: jdbc:postgresql://…");
    }
}
