// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL reads back what was meant. */
@PostgresTest
class SqlIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "it's",
                "back\\slash",
                "\\'; DROP TABLE x; --",
                "%s $1 ? :x",
                "Grö\"ße 😀",
                "ends in $lp",
                "ends in $",
                "$lp$ $lp1$",
                "two\nlines"
            })
    void readsWhatWasMeant(String text, TestDatabase db) {
        for (var conforming : new String[] {"on", "off"}) {
            var sql =
                    Sql.of(
                            "SET standard_conforming_strings = %s; SELECT %s AS %s",
                            Sql.verbatim(conforming), new Literal(text), new Identifier(text));
            assertThat(db.query(sql.text())).containsExactly(text);
        }
        var quoted = Sql.dollarQuote("lp", Sql.verbatim(text));
        assertThat(db.query(Sql.of("SELECT %s", quoted).text())).containsExactly(text);
    }
}
