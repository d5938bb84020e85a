// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.script.Script;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

@PostgresTest
class ConversionIT {

    @Test
    void convertsTheStandardFixture(TestDatabase database) throws Exception {
        Orders.create(database, 20_000);
        Orders.grant(database);
        var request = Orders.request().conversion();
        try (Connection connection = database.owner()) {
            System.out.println(Script.of(Planning.conversion(connection, request)).text());
            new Runner(connection, System.out::println)
                    .run(() -> Planning.conversion(connection, request));
        }
        assertThat(
                        database.query(
                                "SELECT tableoid::regclass, count(*) FROM "
                                        + Orders.NAME
                                        + " GROUP BY 1"))
                .hasSize(1);
    }
}
