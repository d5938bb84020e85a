// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> KNOWN =
            List.of("tableName", "schemaName", "lockTimeout", "boundary", "keyUnit");

    @ParameterizedTest
    @CsvSource({
        "tabelName, tableName",
        "tablename, tableName",
        "schema_name, schemaName",
        "bounday, boundary",
        "keyunits, keyUnit"
    })
    void findsTheNearest(String misspelt, String meant) {
        assertThat(Suggestion.of(misspelt, KNOWN)).contains(meant);
    }

    @Test
    void findsNothingFarAway() {
        assertThat(Suggestion.of("colour", KNOWN)).isEmpty();
    }
}
