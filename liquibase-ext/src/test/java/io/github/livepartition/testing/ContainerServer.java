// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, stopped by Testcontainers when the build ends. */
final class ContainerServer implements TestServer {

    private final PostgreSQLContainer container;

    private ContainerServer(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerServer start() {
        var image =
                DockerImageName.parse(System.getProperty("postgres.image", "postgres:18"))
                        .asCompatibleSubstituteFor("postgres");
        // withCommand and its like return a type that javac would have us close at once
        var container = new PostgreSQLContainer(image);
        container.setCommand(
                "postgres",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=300",
                "-c",
                "max_prepared_transactions=10");
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        container.getHost(),
                        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        database);
    }

    @Override
    public String superuser() {
        return container.getUsername();
    }

    @Override
    public String superuserPassword() {
        return container.getPassword();
    }

    @Override
    public void crash() {
        throw new UnsupportedOperationException("a container gets a new port when it starts again");
    }

    @Override
    public void close() {
        container.stop();
    }
}
