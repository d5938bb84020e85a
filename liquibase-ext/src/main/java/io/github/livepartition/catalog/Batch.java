// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries that go to the server in one message, each answered in its turn. */
final class Batch {

    private final List<String> queries = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final List<Answer<?>> answers = new ArrayList<>();

    /**
     * @param mapper may use what the queries before this one have answered
     */
    <T> Answer<T> list(String sql, Rows.Mapper<T> mapper, Object... values) {
        queries.add(sql);
        parameters.addAll(List.of(values));
        Answer<T> answer = new Answer<>(mapper);
        answers.add(answer);
        return answer;
    }

    void ask(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(String.join(";\n", queries))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.execute();
            for (Answer<?> answer : answers) {
                try (ResultSet rows = statement.getResultSet()) {
                    answer.read(rows);
                }
                statement.getMoreResults();
            }
        }
    }

    /** The rows of one query; none until the batch was asked. */
    static final class Answer<T> {

        private final Rows.Mapper<T> mapper;
        private final List<T> rows = new ArrayList<>();

        private Answer(Rows.Mapper<T> mapper) {
            this.mapper = mapper;
        }

        private void read(ResultSet result) throws SQLException {
            while (result.next()) {
                rows.add(mapper.map(new Rows.Row(result)));
            }
        }

        List<T> rows() {
            return List.copyOf(rows);
        }

        Optional<T> first() {
            return rows.stream().findFirst();
        }
    }
}
