// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.sql.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {

    @Test
    void takesNamesAsTheyAreWritten() {
        assertThat(NameList.parse("id, Created At ,ünï"))
                .extracting(Identifier::value)
                .containsExactly("id", "Created At", "ünï");
    }

    @Test
    void takesQuotedNamesForWhatCommasAndQuotesSeparate() {
        assertThat(NameList.parse("\"a,b\", \"say \"\"id\"\"\" ,\" x \""))
                .extracting(Identifier::value)
                .containsExactly("a,b", "say \"id\"", " x ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ",", "id,", ",id", "id,,x", "\"id", "id\"", "\"\"", "\"a\"b", "a\"b\""
            })
    void refusesWhatIsNoList(String text) {
        assertThatThrownBy(() -> NameList.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"%s\" is not a list of names".formatted(text));
    }

    @Test
    void refusesANameThatPostgresWouldCut() {
        assertThatThrownBy(() -> NameList.parse("id, " + "x".repeat(64)))
                .hasMessage(
                        "name \"%s\" has 64 bytes, PostgreSQL allows 63".formatted("x".repeat(64)));
    }
}
