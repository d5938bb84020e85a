// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.run.Progress;
import io.github.livepartition.sql.QualifiedName;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/** Keeps progress.json while a run goes on: somebody may write a report meanwhile. */
final class ProgressKeeper {

    private static final long KEPT_FOR = Duration.ofSeconds(10).toNanos();

    private final ProgressSamples samples;
    private final ProgressJson file;
    private final LongSupplier nanos;
    private final Log log;
    private long keptAt;
    private boolean warned;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    ProgressKeeper(ProgressSamples samples, ProgressJson file, LongSupplier nanos, Log log) {
        this.samples = samples;
        this.file = file;
        this.nanos = nanos;
        this.log = log;
        this.keptAt = nanos.getAsLong();
    }

    /** What passes everything on; several sessions may say something at once. */
    Progress of(QualifiedName table, Progress next) {
        Progress sampled = samples.of(table, next);
        return text -> {
            synchronized (this) {
                sampled.line(text);
                if (nanos.getAsLong() - keptAt > KEPT_FOR) {
                    keep();
                }
            }
        };
    }

    /** A file that cannot be written is no reason to end a run. */
    synchronized void keep() {
        keptAt = nanos.getAsLong();
        try {
            file.write(samples.all());
        } catch (IOException e) {
            if (!warned) {
                log.warn("the report will not show what this run moves: " + e);
                warned = true;
            }
        }
    }
}
