// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script as it reaches somebody else's tool: a text, and nothing else. */
record ScriptFile(String text) {

    /** Where a semicolon does not end a statement. */
    private static final Pattern OPAQUE =
            Pattern.compile(
                    "(?s)(\\$[A-Za-z_0-9]*\\$).*?\\1|'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/");

    /** The statements, each with the comments before it. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        Matcher opaque = OPAQUE.matcher(text);
        StringBuilder statement = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (opaque.find(at) && opaque.start() == at) {
                statement.append(opaque.group());
                at = opaque.end();
            } else if (text.charAt(at) == ';') {
                statements.add(statement.toString().strip());
                statement.setLength(0);
                at++;
            } else {
                statement.append(text.charAt(at++));
            }
        }
        assertThat(statement.toString()).isBlank();
        return statements;
    }

    void runByJdbc(TestDatabase database) throws SQLException {
        try (Connection connection = database.owner()) {
            for (String statement : statements()) {
                Orders.execute(connection, statement);
            }
        }
    }

    /** By psql, where there is one. */
    void runByPsql(TestDatabase database) throws IOException, InterruptedException, SQLException {
        if (!Files.isExecutable(Path.of("/usr/bin/psql"))) {
            runByJdbc(database);
            return;
        }
        URI address = URI.create(database.url().substring("jdbc:".length()));
        Path file = Files.createTempFile("script", ".sql");
        Files.writeString(file, text, UTF_8);
        ProcessBuilder psql =
                new ProcessBuilder(
                        "/usr/bin/psql",
                        "-X",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-h",
                        address.getHost(),
                        "-p",
                        Integer.toString(address.getPort()),
                        "-U",
                        database.ownerUser(),
                        "-d",
                        address.getPath().substring(1),
                        "-f",
                        file.toString());
        psql.environment().put("PGPASSWORD", database.ownerPassword());
        psql.environment().put("PGCLIENTENCODING", "UTF8");
        Process process = psql.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        Files.delete(file);
    }
}
