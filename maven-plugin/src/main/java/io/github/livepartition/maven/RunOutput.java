// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.run.Progress;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/** Where a run says how far it is. */
interface RunOutput extends Progress {

    /** The percentage that a line of progress begins with. */
    Pattern PERCENT = Pattern.compile("^ +(\\d+)% ");

    /** So that the last line of progress is not lost. */
    void flush();

    static RunOutput of(Terminal terminal, Log log) {
        return terminal.takesABar()
                ? new BarOutput(
                        log, System.console().writer(), Terminal.width(System.getenv("COLUMNS")))
                : new RunProgress(log, System::nanoTime);
    }

    /** With a bar before it, where it says how far it is. */
    static String withBar(String text, int width) {
        OptionalInt percent = percent(text);
        if (percent.isEmpty()) {
            return text;
        }
        int done = percent.getAsInt() * width / 100;
        return "  [%s%s] %s".formatted("#".repeat(done), "-".repeat(width - done), text.strip());
    }

    private static OptionalInt percent(String text) {
        Matcher matcher = PERCENT.matcher(text);
        return matcher.find()
                ? OptionalInt.of(Math.min(100, Integer.parseInt(matcher.group(1))))
                : OptionalInt.empty();
    }
}
