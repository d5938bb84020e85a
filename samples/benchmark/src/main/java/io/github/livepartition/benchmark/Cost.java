// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** What the application's statements take before, while and after its table is copied. */
final class Cost {

    private final Server server;
    private final Settings settings;
    private final AtomicLong ids;
    private final Latencies latencies = new Latencies();
    private InBackground writing;

    Cost(Server server, Settings settings) {
        this.server = server;
        this.settings = settings;
        this.ids = new AtomicLong(settings.rows());
    }

    /** One repetition, through all situations. */
    void round() throws SQLException {
        try (Connection connection = server.connect();
                Application application = application(Orders.TABLE)) {
            server.checkpoint();
            application.write(Situation.PLAIN, settings.writes());
            BareCopy bare = new BareCopy(stage -> duringBare(stage, application));
            bare.run(connection);
            bare.undo(connection);
            Orders.settle(connection);
            OurCopy ours = new OurCopy(1, stage -> duringOurs(stage, application));
            ours.run(connection);
            ours.undo(connection);
            Orders.settle(connection);
        }
    }

    private void duringBare(String stage, Application application) throws SQLException {
        if (stage.equals(BareCopy.ROWS)) {
            begin(Situation.BARE_COPY, application);
        } else if (stage.equals(Between.END)) {
            end();
            server.checkpoint();
            try (Application partitioned = application(BareCopy.TABLE)) {
                partitioned.write(Situation.PARTITIONED, settings.writes());
            }
        }
    }

    private void duringOurs(String stage, Application application) throws SQLException {
        if (Stages.copies(stage)) {
            server.checkpoint();
            application.write(Situation.LOGGED, settings.writes());
            begin(Situation.OUR_COPY, application);
        } else if (Stages.compares(stage)) {
            end();
        } else if (Stages.switches(stage)) {
            server.checkpoint();
            application.write(Situation.MIRRORED, settings.writes());
        } else if (stage.equals(Between.END)) {
            server.checkpoint();
            application.write(Situation.REVERSED, settings.writes());
        }
    }

    private void begin(Situation situation, Application application) {
        writing = new InBackground(() -> application.write(situation));
    }

    private void end() throws SQLException {
        writing.close();
    }

    private Application application(String table) throws SQLException {
        Connection connection = server.connect();
        Server.execute(connection, "SET synchronous_commit = " + settings.commit());
        return new Application(connection, table, settings.rows(), ids, latencies);
    }

    Table table() {
        return latencies.table();
    }
}
