// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.run.Progress;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/**
 * What a run says, for a log that people and machines keep: each stage, and within it a line every
 * few seconds, with a bar where it says how far it is.
 */
final class RunProgress implements Progress {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();
    private static final int WIDTH = 20;
    private static final Pattern PERCENT = Pattern.compile("^ +(\\d+)% ");

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
    void flush() {
        if (!held.isEmpty()) {
            say(held);
            held = "";
        }
    }

    private void say(String text) {
        log.info("  " + withBar(text));
    }

    private static String withBar(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        int done = Math.min(100, Integer.parseInt(matcher.group(1))) * WIDTH / 100;
        return "  [%s%s] %s".formatted("#".repeat(done), "-".repeat(WIDTH - done), text.strip());
    }
}
