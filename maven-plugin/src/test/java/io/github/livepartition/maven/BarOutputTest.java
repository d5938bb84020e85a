// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class BarOutputTest {

    private final StringWriter terminal = new StringWriter();
    private final BarOutput output =
            new BarOutput(
                    new SystemStreamLog() {
                        @Override
                        public void info(CharSequence text) {
                            terminal.write(text + "\n");
                        }
                    },
                    new PrintWriter(terminal),
                    40);

    @Test
    void overwritesOneLineAndKeepsTheLastOfEachStage() {
        output.line("stage 1 of 2: copy");
        output.line("  10% copied, 1 rows, 7 rows/s, eta 00:00:09");
        output.line("  100% copied, 4 rows");
        output.line("stage 1 of 2: still at work, 10 s");
        output.line("stage 2 of 2: analyze");
        output.flush();
        assertThat(terminal)
                .hasToString(
                        "  stage 1 of 2: copy\n"
                                + "\r    [--------] 10% copied, 1 rows, 7 ro\r"
                                + "\r    [########] 100% copied, 4 rows     \r"
                                + "\r    stage 1 of 2: still at work, 10 s\r"
                                + "\r"
                                + " ".repeat(37)
                                + "\r"
                                + "    [####################] 100% copied, 4 rows\n"
                                + "  stage 2 of 2: analyze\n");
    }

    @Test
    void takesATerminalThatSomebodyLooksAt() {
        assertThat(new Terminal(true, false, false, false).takesABar()).isTrue();
        assertThat(new Terminal(false, false, false, false).takesABar()).isFalse();
        assertThat(new Terminal(true, true, false, false).takesABar()).isFalse();
        assertThat(new Terminal(true, false, true, false).takesABar()).isFalse();
        assertThat(new Terminal(true, false, false, true).takesABar()).isFalse();
    }

    @Test
    void isAsWideAsTheTerminalSays() {
        assertThat(Terminal.width("132")).isEqualTo(132);
        assertThat(Terminal.width("7")).isEqualTo(40);
        assertThat(Terminal.width(null)).isEqualTo(80);
    }
}
