// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN NEW.created_at := now(); RETURN NEW; END | true",
                "BEGIN new . \"created_at\":=now(); RETURN NEW; END | true",
                "SELECT now() INTO NEW.created_at; | true",
                "SELECT now() INTO STRICT NEW.created_at; | true",
                "IF NEW.created_at = OLD.created_at THEN RETURN NEW; END IF; | false",
                "NEW.updated_at := NEW.created_at; | false",
                "NEW.created_at_zone := 'UTC'; | false",
            })
    void tellsWhetherItSetsTheColumn(String source, boolean sets) {
        assertThat(trigger(true, true, source).sets(new Identifier("created_at"))).isEqualTo(sets);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void changesNoRowAfterwardsOrForAStatement(boolean onRow, boolean before) {
        assertThat(
                        trigger(onRow, before, "NEW.created_at := now();")
                                .sets(new Identifier("created_at")))
                .isFalse();
    }

    private static Trigger trigger(boolean onRow, boolean before, String source) {
        return new Trigger(
                new Identifier("t"),
                Sql.verbatim(""),
                onRow,
                "O",
                Optional.empty(),
                before,
                source);
    }
}
