// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@PostgresTest(crash = true)
class CrashIT {

    @Test
    void keepsWhatWasCommitted(TestDatabase db) throws SQLException {
        var committed = db.owner();
        Rows.of(committed, "CREATE TABLE \"Sales\".kept ()");
        var open = db.owner();
        Rows.of(open, "BEGIN; CREATE TABLE \"Sales\".lost ()");

        String url = db.url();
        db.crash();

        assertThat(db.url()).isEqualTo(url);
        assertThatThrownBy(() -> Rows.of(open, "COMMIT")).isInstanceOf(SQLException.class);
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname IN ('kept', 'lost')"))
                .containsExactly("kept");
    }

    @Test
    void happensAsOftenAsWanted(TestDatabase db) {
        db.crash();
        db.crash();
        assertThat(db.one("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(db.one("SHOW max_prepared_transactions")).isEqualTo("10");
    }
}
