// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL of the sample: an owner who is no superuser, and an application that owns nothing. */
final class ShopDatabase {
    private ShopDatabase() {}

    static EmbeddedPostgres start(int port, Path directory) throws IOException, SQLException {
        var postgres =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(directory)
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE shop LOGIN");
            statement.execute("CREATE ROLE shop_application LOGIN");
            statement.execute("CREATE ROLE reporting");
            statement.execute("CREATE DATABASE shop OWNER shop");
        }
        return postgres;
    }
}
