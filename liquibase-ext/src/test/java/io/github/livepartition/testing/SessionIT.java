// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class SessionIT {

    @BeforeEach
    void createTable(TestDatabase db) {
        db.query("CREATE TABLE \"Sales\".\"Orders\" AS SELECT 1 AS id");
    }

    @Test
    void seesWhoWaits(TestDatabase db) throws SQLException {
        var holder = db.session("holder").step("BEGIN; LOCK \"Sales\".\"Orders\"");
        var reader = db.session("reader").step("SELECT id FROM \"Sales\".\"Orders\"");
        assertThat(holder.blocked()).isFalse();
        assertThat(reader.blocked()).isTrue();
        assertThat(reader.done()).isFalse();

        holder.step("COMMIT");
        assertThat(reader.finish()).containsExactly("1");
        assertThat(reader.blocked()).isFalse();
    }

    @Test
    void reportsTheErrorOfItsStep(TestDatabase db) throws SQLException {
        var session = db.session("wrong").step("SELECT 1/0");
        assertThatThrownBy(session::finish)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("division by zero");
        assertThat(session.run("SELECT current_setting('application_name'), 2"))
                .containsExactly("wrong|2");
    }

    @Test
    void canBeKilled(TestDatabase db) throws SQLException {
        var holder = db.session("holder").step("BEGIN; LOCK \"Sales\".\"Orders\"");
        var reader = db.session("reader").step("SELECT id FROM \"Sales\".\"Orders\"");
        holder.kill();
        assertThat(reader.finish()).containsExactly("1");
    }
}
