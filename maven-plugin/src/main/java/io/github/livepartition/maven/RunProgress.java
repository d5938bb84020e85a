// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/**
 * What a run says, for a log that people and machines keep: each stage, and within it a line every
 * few seconds, with a bar where it says how far it is.
 */
final class RunProgress implements RunOutput {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    static final int WIDTH = 20;

    private final Log log;
    private final LongSupplier nanos;
    private long next = Long.MIN_VALUE;
    private String held = "";

    /**
     * @param nanos as {@link System#nanoTime}
     */
    RunProgress(Log log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    @Override
    public void line(String text) {
        if (!text.startsWith("  ")) {
            flush();
            say(text);
            next = Long.MIN_VALUE;
        } else if (next == Long.MIN_VALUE || nanos.getAsLong() - next >= 0) {
            held = "";
            say(text);
            next = nanos.getAsLong() + EVERY;
        } else {
            held = text;
        }
    }

    /** The last that was held back; it says how the stage has ended. */
    @Override
    public void flush() {
        if (!held.isEmpty()) {
            say(held);
            held = "";
        }
    }

    private void say(String text) {
        log.info("  " + RunOutput.withBar(text, WIDTH));
    }
}
