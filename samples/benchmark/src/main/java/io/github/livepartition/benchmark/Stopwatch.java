// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times the stages of one turn and counts its WAL; what happens in a pause does not count. */
final class Stopwatch {

    private final Connection connection;
    private final Map<String, Long> stages = new LinkedHashMap<>();
    private long wal;
    private long walThen;
    private long then;
    private String stage = "";

    Stopwatch(Connection connection) {
        this.connection = connection;
    }

    /** Begins another stage, after a pause. */
    void stage(String name) throws SQLException {
        stage = name;
        walThen = Server.wal(connection);
        then = System.nanoTime();
    }

    String stage() {
        return stage;
    }

    void pause() throws SQLException {
        if (!stage.isEmpty()) {
            stages.merge(stage, System.nanoTime() - then, Long::sum);
            wal += Server.wal(connection) - walThen;
            stage = "";
        }
    }

    Measure stop() throws SQLException {
        pause();
        return new Measure(
                stages.values().stream().mapToLong(Long::longValue).sum(),
                wal,
                new LinkedHashMap<>(stages));
    }
}
