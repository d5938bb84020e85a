// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.Console;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/**
 * Whether somebody looks at the build who would rather see one line that changes than many.
 *
 * @param console whether input and output are a terminal
 * @param batch {@code -B}
 * @param quiet {@code -q}, or no transfer is shown: {@code -ntp}
 * @param talkative {@code -X}, or several modules write at once: {@code -T}
 */
record Terminal(boolean console, boolean batch, boolean quiet, boolean talkative) {

    /** Where nobody asks the terminal for its width. */
    private static final int USUAL_WIDTH = 80;

    private static final int LEAST_WIDTH = 40;

    static Terminal of(MavenSession session, Log log) {
        Object transfers = session.getRequest().getTransferListener();
        boolean untold = transfers != null && transfers.getClass().getName().contains("Quiet");
        return new Terminal(
                isTerminal(System.console()),
                !session.getRequest().isInteractiveMode(),
                !log.isInfoEnabled() || untold,
                log.isDebugEnabled() || session.isParallel());
    }

    boolean takesABar() {
        return console && !batch && !quiet && !talkative;
    }

    /** Columns of a line. */
    static int width(String columns) {
        try {
            return Math.max(LEAST_WIDTH, Integer.parseInt(columns));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** From Java 22 on there is a console also where there is no terminal. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
