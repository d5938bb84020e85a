// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTypeTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    date,                           DATE,        pg_catalog.date
                    timestamp without time zone,    TIMESTAMP,   pg_catalog.timestamp
                    timestamp(3) without time zone, TIMESTAMP,   pg_catalog.timestamp
                    timestamp with time zone,       TIMESTAMPTZ, pg_catalog.timestamptz
                    timestamp(0) with time zone,    TIMESTAMPTZ, pg_catalog.timestamptz
                    smallint,                       SMALLINT,    pg_catalog.int2
                    integer,                        INTEGER,     pg_catalog.int4
                    bigint,                         BIGINT,      pg_catalog.int8
                    uuid,                           UUID,        pg_catalog.uuid
                    """)
    void knowsWhatFormatTypePrints(String formatType, KeyType keyType, String typeName) {
        assertThat(KeyType.of(formatType)).contains(keyType);
        assertThat(keyType.typeName().text()).isEqualTo(typeName);
        assertThat(KeyType.of(keyType.text())).contains(keyType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "numeric(10,2)",
                "date[]",
                "time with time zone",
                "app.timestamp",
                "int8",
                ""
            })
    void knowsNoOthers(String formatType) {
        assertThat(KeyType.of(formatType)).isEmpty();
    }
}
