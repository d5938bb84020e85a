// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.livepartition.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.database.DatabaseConnection;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.ConsoleUIService;

/** Liquibase on a changelog, through its own API; what it says on its UI is kept. */
public final class LiquibaseRun {

    /** Held, so that its level stays. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    private final ResourceAccessor files;
    private final String file;
    private final Connector connector;
    private String defaultSchema;
    private final List<String> said = new ArrayList<>();

    private LiquibaseRun(ResourceAccessor files, String file, Connector connector) {
        this.files = files;
        this.file = file;
        this.connector = connector;
        LOG.setLevel(Level.OFF);
    }

    private interface Connector {
        DatabaseConnection connect() throws Exception;
    }

    /** As the owner of the database. */
    public static LiquibaseRun on(TestDatabase database, Path directory, String file) {
        return new LiquibaseRun(files(directory), file, () -> new JdbcConnection(database.owner()));
    }

    /** On {@code offline:…}. */
    static LiquibaseRun offline(String url, Path directory, String file) {
        ResourceAccessor files = files(directory);
        return new LiquibaseRun(
                files,
                file,
                () -> DatabaseFactory.getInstance().openConnection(url, null, null, null, files));
    }

    private static ResourceAccessor files(Path directory) {
        try {
            return new DirectoryResourceAccessor(directory);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path directory, String file, String text) {
        try {
            return Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LiquibaseRun withDefaultSchema(String name) {
        defaultSchema = name;
        return this;
    }

    List<String> said() {
        return List.copyOf(said);
    }

    public void update() throws Exception {
        run("update");
    }

    void updateTestingRollback() throws Exception {
        run("updateTestingRollback");
    }

    void dropAll() throws Exception {
        run("dropAll");
    }

    String updateSql() throws Exception {
        return run("updateSql");
    }

    public void rollback() throws Exception {
        run("rollbackCount");
    }

    String rollbackSql() throws Exception {
        return run("rollbackCountSql");
    }

    String futureRollbackSql() throws Exception {
        return run("futureRollbackSql");
    }

    /** What the command printed. */
    private String run(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Scope.child(
                Map.of(Scope.Attr.ui.name(), listener(), Scope.Attr.resourceAccessor.name(), files),
                () -> {
                    CommandScope command = new CommandScope(name);
                    if (!name.equals("dropAll")) {
                        command.addArgumentValue("changelogFile", file);
                    }
                    if (name.startsWith("rollback")) {
                        command.addArgumentValue("count", 1);
                    }
                    try (Database database =
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(connector.connect())) {
                        if (defaultSchema != null) {
                            database.setDefaultSchemaName(defaultSchema);
                            database.setLiquibaseSchemaName("public"); // cannot be in mixed case
                        }
                        command.addArgumentValue("database", database);
                        command.setOutput(out);
                        command.execute();
                    }
                });
        return out.toString(UTF_8);
    }

    private ConsoleUIService listener() {
        return new ConsoleUIService() {
            @Override
            public void sendMessage(String message) {
                said.add(message);
            }
        };
    }
}
