// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/**
 * What a run says on a terminal: each stage in a line of the log, and within it one line that
 * overwrites itself. It needs nothing of the terminal but a carriage return, and leaves the cursor
 * where the next line of the log begins.
 */
final class BarOutput implements RunOutput {

    private static final int MOST_BAR = 30;

    /** What the watch says while a statement is silent. */
    private static final Pattern STILL = Pattern.compile(": still at work, \\d+ s$");

    private final Log log;
    private final PrintWriter terminal;
    private final int width;
    private String shown = "";
    private String last = "";

    /**
     * @param width columns of a line
     */
    BarOutput(Log log, PrintWriter terminal, int width) {
        this.log = log;
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public void line(String text) {
        if (text.startsWith("  ")) {
            last = text;
            show("  " + RunOutput.withBar(text, Math.min(MOST_BAR, width / 5)));
        } else if (STILL.matcher(text).find()) {
            show("    " + text);
        } else {
            flush();
            log.info("  " + text);
        }
    }

    @Override
    public void flush() {
        show("");
        if (!last.isEmpty()) {
            log.info("  " + RunOutput.withBar(last, RunProgress.WIDTH));
            last = "";
        }
    }

    /** The last column stays free: some terminals begin a new line behind it. */
    private void show(String text) {
        String cut = text.substring(0, Math.min(text.length(), width - 1));
        if (shown.isEmpty() && cut.isEmpty()) {
            return;
        }
        terminal.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())) + "\r");
        terminal.flush();
        shown = cut;
    }
}
