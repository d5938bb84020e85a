// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.testing;

/**
 * The PostgreSQL the tests run on, one for the whole build unless a test wants to crash it.
 *
 * <p>{@code -Dpostgres.url=jdbc:postgresql://…} takes a running one, {@code
 * -Dpostgres=testcontainers} (with {@code -Dpostgres.image}) a container, and otherwise it is the
 * embedded one that the build has on its class path.
 */
interface TestServer extends AutoCloseable {

    /** The address of one of its databases, without user and password. */
    String url(String database);

    String superuser();

    String superuserPassword();

    /** Shuts down immediately, as a crash would, and starts again at the same address. */
    void crash();

    @Override
    void close();

    /** The server of this build, started by whoever asks first and stopped when the build ends. */
    static TestServer shared() {
        return Shared.get();
    }

    /** A new server for one test class; the caller closes it. */
    static TestServer own() {
        if (!canCrashHere()) {
            throw new IllegalStateException("the server under test cannot be crashed");
        }
        return EmbeddedServer.start();
    }

    static boolean canCrashHere() {
        return System.getProperty("postgres.url") == null && !usesContainer();
    }

    private static boolean usesContainer() {
        return "testcontainers".equals(System.getProperty("postgres"));
    }

    /** Starts at most one, whatever the number of threads that ask. */
    final class Shared {

        private static TestServer server;

        private Shared() {}

        private static synchronized TestServer get() {
            if (server == null) {
                server = start();
            }
            return server;
        }

        private static TestServer start() {
            String url = System.getProperty("postgres.url");
            if (url != null) {
                return new GivenServer(url);
            }
            return usesContainer() ? ContainerServer.start() : EmbeddedServer.start();
        }
    }
}
