// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.corpus;

import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an application sends, a transaction a paragraph. {@code :run} in it is the number of the
 * run. A line {@code -- partitioned: …}, or {@code -- by copy: …}, says what comes instead on a
 * table that is partitioned, or is so by this strategy; such a transaction is rolled back.
 */
record Statements(List<String> transactions) {

    private static final Pattern DIFFERENT =
            Pattern.compile("(?m)^-- (?:(partitioned)|by (\\w+)): (.*)$");

    static Statements of(String file) {
        return new Statements(List.of(file.strip().split("\n\\s*\n")));
    }

    /** Of each transaction its text and what came of it, as the role {@code app}. */
    List<String> run(TestDatabase database, int run) throws SQLException {
        return run(database, run, (text, outcome) -> outcome);
    }

    /** The same of a plain table, with what is known to come on one partitioned by a strategy. */
    List<String> expect(TestDatabase plain, int run, String strategy) throws SQLException {
        return run(
                plain,
                run,
                (text, outcome) ->
                        different(text, strategy)
                                .map(
                                        other ->
                                                other.equals(outcome)
                                                        ? "no difference: " + outcome
                                                        : other)
                                .orElse(outcome));
    }

    private List<String> run(TestDatabase database, int run, BinaryOperator<String> told)
            throws SQLException {
        List<String> outcomes = new ArrayList<>();
        try (Connection connection = database.role("app").connect()) {
            connection.setAutoCommit(false);
            for (String transaction : transactions) {
                String sql = transaction.replace(":run", Integer.toString(run));
                outcomes.add(sql + "\n=> " + told.apply(sql, outcome(connection, sql)));
                if (DIFFERENT.matcher(sql).find()) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
        return outcomes;
    }

    private static Optional<String> different(String sql, String strategy) {
        return DIFFERENT
                .matcher(sql)
                .results()
                .filter(found -> found.group(1) != null || strategy.equals(found.group(2)))
                .map(found -> found.group(3))
                .findFirst();
    }

    private static String outcome(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            StringJoiner outcome = new StringJoiner("; ");
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() != -1) {
                outcome.add(
                        rows
                                ? rows(statement.getResultSet())
                                : "%d rows".formatted(statement.getUpdateCount()));
                rows = statement.getMoreResults();
            }
            return outcome.toString();
        } catch (PSQLException e) {
            connection.rollback();
            return "ERROR " + e.getSQLState() + constraint(e);
        }
    }

    private static String rows(ResultSet result) throws SQLException {
        StringJoiner rows = new StringJoiner("\n", "[", "]");
        while (result.next()) {
            StringJoiner row = new StringJoiner("|");
            for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                String value = result.getString(column);
                row.add(value == null ? "" : value);
            }
            rows.add(row.toString());
        }
        return rows.toString();
    }

    /**
     * Of a unique key PostgreSQL names the index of the partition, and of a foreign key that holds
     * a row of the partitioned table a constraint of its own for the partition: that is known.
     */
    private static String constraint(PSQLException e) {
        return Optional.ofNullable(e.getServerErrorMessage())
                .filter(error -> !error.getMessage().startsWith("update or delete"))
                .map(ServerErrorMessage::getConstraint)
                .filter(name -> !"23505".equals(e.getSQLState()))
                .map(name -> " of " + name)
                .orElse("");
    }
}
