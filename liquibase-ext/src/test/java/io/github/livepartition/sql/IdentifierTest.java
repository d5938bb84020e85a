// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    orders    | "orders"
                    Ord"ers   | "Ord""ers"
                    "         | ""\""
                    a b.c;--' | "a b.c;--'"
                    select    | "select"
                    größe     | "größe"
                    """)
    void isAlwaysQuoted(String value, String sql) {
        assertThat(new Identifier(value).sql()).isEqualTo(sql);
        assertThat(new Identifier(value)).hasToString(sql);
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(new Identifier("ä".repeat(31)).bytes()).isEqualTo(62);
        assertThat(new Identifier("x".repeat(63)).bytes()).isEqualTo(63);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier("ä".repeat(32)))
                .withMessage(
                        "name \"%s\" has 64 bytes, PostgreSQL allows 63".formatted("ä".repeat(32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier("x".repeat(70)))
                .withMessage(
                        "name \"%s\" has 70 bytes, PostgreSQL allows 63".formatted("x".repeat(70)));
    }

    @Test
    void refusesWhatPostgresCannotStore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier(""))
                .withMessage("name is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier("a\0b"))
                .withMessage("name \"a\\0b\" contains a zero byte");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier("a\ud83d"))
                .withMessageStartingWith("name \"a")
                .withMessageEndingWith("is not valid Unicode");
    }

    @Test
    void keepsTheSuffixWholeAndCutsBetweenCharacters() {
        assertThat(new Identifier("orders").suffixed("_legacy").value()).isEqualTo("orders_legacy");
        assertThat(new Identifier("x".repeat(63)).suffixed("_legacy").value())
                .isEqualTo("x".repeat(56) + "_legacy");
        // room for 56 and 57 bytes: 18 characters of three bytes, 14 of four
        assertThat(new Identifier("€".repeat(21)).suffixed("_legacy").value())
                .isEqualTo("€".repeat(18) + "_legacy");
        assertThat(new Identifier("😀".repeat(15)).suffixed("_legac").value())
                .isEqualTo("😀".repeat(14) + "_legac");
        assertThat(new Identifier("x").suffixed("y".repeat(63)).value()).isEqualTo("y".repeat(63));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identifier("x").suffixed("y".repeat(64)))
                .withMessageEndingWith("has 64 bytes, PostgreSQL allows 63");
    }

    @Test
    void qualifies() {
        var orders = QualifiedName.of("Sales", "Ord\"ers");
        assertThat(orders.sql()).isEqualTo("\"Sales\".\"Ord\"\"ers\"");
        assertThat(orders).hasToString(orders.sql());
        assertThat(orders.withName(new Identifier("x"))).isEqualTo(QualifiedName.of("Sales", "x"));
    }
}
