// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private final List<String> said = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final RunProgress progress =
            new RunProgress(
                    new SystemStreamLog() {
                        @Override
                        public void info(CharSequence text) {
                            said.add(text.toString());
                        }
                    },
                    nanos::get);

    @Test
    void saysEachStageAndWithinItALineEveryFewSecondsAndTheLast() {
        progress.line("stage 1 of 2: copy");
        progress.line("  10% copied, 1 rows");
        nanos.set(1_000_000_000);
        progress.line("  20% copied, 2 rows");
        nanos.set(6_000_000_000L);
        progress.line("  55% copied, 3 rows");
        progress.line("  100% copied, 4 rows");
        progress.line("stage 2 of 2: analyze");
        assertThat(said)
                .containsExactly(
                        "  stage 1 of 2: copy",
                        "    [##------------------] 10% copied, 1 rows",
                        "    [###########---------] 55% copied, 3 rows",
                        "    [####################] 100% copied, 4 rows",
                        "  stage 2 of 2: analyze");
    }
}
