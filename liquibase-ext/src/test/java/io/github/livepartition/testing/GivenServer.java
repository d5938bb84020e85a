// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import java.util.Properties;
import org.postgresql.Driver;

/** A server that somebody else runs, named by the JDBC address of a superuser. */
final class GivenServer implements TestServer {

    private final Properties address;

    GivenServer(String url) {
        address = Driver.parseURL(url, null);
        if (address == null || address.getProperty("user") == null) {
            throw new IllegalArgumentException(
                    "-Dpostgres.url=%s is not a jdbc:postgresql address with user".formatted(url));
        }
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://%s:%s/%s"
                .formatted(address.getProperty("PGHOST"), address.getProperty("PGPORT"), database);
    }

    @Override
    public String superuser() {
        return address.getProperty("user");
    }

    @Override
    public String superuserPassword() {
        return address.getProperty("password", "");
    }

    @Override
    public void crash() {
        throw new UnsupportedOperationException("not our server");
    }

    @Override
    public void close() {}
}
