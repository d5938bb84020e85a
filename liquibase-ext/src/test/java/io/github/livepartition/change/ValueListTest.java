// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueListTest {

    @Test
    void takesValuesAsTheyAreWritten() {
        assertThat(ValueList.parse("de, New York ,ünï,-1.50", "p"))
                .containsExactly(
                        Optional.of("de"),
                        Optional.of("New York"),
                        Optional.of("ünï"),
                        Optional.of("-1.50"));
    }

    @Test
    void takesEitherQuoteForWhatCommasAndQuotesSeparate() {
        assertThat(ValueList.parse("'a,b', \"it's\",'it''s', \"say \"\"id\"\"\" ,' x ', ''", "p"))
                .containsExactly(
                        Optional.of("a,b"),
                        Optional.of("it's"),
                        Optional.of("it's"),
                        Optional.of("say \"id\""),
                        Optional.of(" x "),
                        Optional.of(""));
    }

    @Test
    void tellsTheWordsFromTheTexts() {
        assertThat(ValueList.parse("a, null", "p"))
                .containsExactly(Optional.of("a"), Optional.empty());
        assertThat(ValueList.parse("'NULL', \"Default\"", "p"))
                .containsExactly(Optional.of("NULL"), Optional.of("Default"));
        assertThat(ValueList.parse(" DEFAULT ", "p")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "de,", ",de", "a,,b", "'a", "a'", "it's", "'a'b", "a\"b\""})
    void refusesWhatIsNoList(String text) {
        assertThatThrownBy(() -> ValueList.parse(text, "p"))
                .hasMessage(
                        """
                        "%s" is not a list of values
                          Detail: It stands in the values of partition "p".
                          Hint: Separate the values by commas, and put one that has a comma or a quote in quotes: de, "a,b"."""
                                .formatted(text));
    }

    @Test
    void refusesDefaultBesideOthers() {
        assertThatThrownBy(() -> ValueList.parse("de, DEFAULT", "p"))
                .hasMessage(
                        """
                        partition "p" has DEFAULT beside other values
                          Detail: DEFAULT is whatever no other partition takes.
                          Hint: Write values: DEFAULT alone, or in quotes if it is a value.""");
    }
}
