// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    plain | 'plain'
                    it's  | 'it''s'
                    ``    | ''
                    a\\b  | E'a\\\\b'
                    \\'   | E'\\\\'''
                    "x"   | '"x"'
                    """)
    void quotesLiterals(String value, String sql) {
        assertThat(new Literal(value).sql()).isEqualTo(sql);
        assertThat(new Literal(value)).hasToString(sql);
    }

    @Test
    void refusesAZeroByteInALiteral() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Literal("a\0b"))
                .withMessage("literal 'a\\0b' contains a zero byte");
    }

    @Test
    void fillsHolesInOrder() {
        var sql =
                Sql.of(
                        "ALTER TABLE %s ADD CHECK (%s %% 2 = %s)",
                        QualifiedName.of("s", "t"), new Identifier("%s"), Sql.verbatim("$1 \\ 0"));
        assertThat(sql.sql()).isEqualTo("ALTER TABLE \"s\".\"t\" ADD CHECK (\"%s\" % 2 = $1 \\ 0)");
        assertThat(sql).hasToString(sql.text());
        assertThat(Sql.of("SELECT 1").text()).isEqualTo("SELECT 1");
    }

    @Test
    void refusesATemplateThatDoesNotFit() {
        var part = new Literal("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sql.of("%s %s", part))
                .withMessage("template \"%s %s\" has 2 holes for 1 parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sql.of("%s", part, part))
                .withMessage("template \"%s\" has 1 holes for 2 parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sql.of("LIKE 'a%d'", part))
                .withMessage("template \"LIKE 'a%d'\" has %d, only %s and %% are known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sql.of("100%"))
                .withMessage("template \"100%\" has %, only %s and %% are known");
    }

    @Test
    void joins() {
        assertThat(Sql.join(", ", List.of(new Identifier("a"), new Literal("b"))).text())
                .isEqualTo("\"a\", 'b'");
        assertThat(Sql.join(", ", List.<Sql>of()).text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT 1         | $lp$SELECT 1$lp$
                    SELECT '$lp$'    | $lp1$SELECT '$lp$'$lp1$
                    $lp$ $lp1$       | $lp2$$lp$ $lp1$$lp2$
                    ends in $lp      | $lp1$ends in $lp$lp1$
                    ends in $        | $lp$ends in $$lp$
                    $LP$             | $lp$$LP$$lp$
                    """)
    void dollarQuotesWithATagOfItsOwn(String body, String sql) {
        assertThat(Sql.dollarQuote("lp", Sql.verbatim(body)).text()).isEqualTo(sql);
    }

    @Test
    void refusesATagThatPostgresWouldNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sql.dollarQuote("1a", Sql.verbatim("")))
                .withMessage("\"1a\" is not a dollar-quote tag");
    }
}
