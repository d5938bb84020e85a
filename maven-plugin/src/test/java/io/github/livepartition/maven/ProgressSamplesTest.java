// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.run.Progress;
import io.github.livepartition.sql.QualifiedName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressSamplesTest {

    private static final QualifiedName TABLE = QualifiedName.of("S\"", "t");

    private final AtomicLong second = new AtomicLong();
    private final ProgressSamples samples =
            new ProgressSamples(() -> Instant.ofEpochSecond(second.incrementAndGet()));

    @Test
    void addsUpTheStagesAndComesBackFromItsFile(@TempDir Path directory) throws Exception {
        List<String> said = new ArrayList<>();
        Progress progress = samples.of(TABLE, said::add);
        List<String> lines =
                List.of(
                        "stage 1 of 3: copy",
                        "  10% copied, 5 rows, 5 rows/s, eta 00:00:09",
                        "  stage fright",
                        "  100% copied, 50 rows in 9.9 s",
                        "stage 2 of 3: stage a range",
                        "  7 rows copied, all keys below '2020-01-01', 7 rows/s",
                        "  9 changes replayed",
                        "stage 3 of 3: slices",
                        "  3 rows moved, all keys below '2020-02-01' are in x; locked for 2 ms");
        lines.forEach(progress::line);
        samples.of(QualifiedName.of("S", "none"), said::add);
        assertThat(said).isEqualTo(lines);
        assertThat(samples.all())
                .containsOnlyKeys(TABLE)
                .containsValue(List.of(at(1, 5), at(2, 50), at(3, 57), at(4, 60)));
        ProgressJson file = new ProgressJson(directory.resolve("partition"));
        assertThat(file.read()).isEmpty();
        file.write(samples.all());
        assertThat(file.read()).isEqualTo(samples.all());
    }

    @Test
    void aRunThatGoesOnIsKeptEveryTenSeconds(@TempDir Path directory) throws Exception {
        AtomicLong nanos = new AtomicLong();
        ProgressJson file = new ProgressJson(directory);
        SystemStreamLog log = new SystemStreamLog();
        Progress progress =
                new ProgressKeeper(samples, file, nanos::get, log).of(TABLE, text -> {});
        progress.line("  5 rows copied");
        assertThat(file.read()).isEmpty();
        nanos.set(10_000_000_001L);
        progress.line("  6 rows copied");
        progress.line("  7 rows copied");
        assertThat(file.read()).containsValue(List.of(at(1, 5), at(2, 6)));
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidOnceAndStopsNothing(@TempDir Path directory)
            throws Exception {
        Path taken = Files.writeString(directory.resolve("partition"), "");
        List<String> said = new ArrayList<>();
        List<CharSequence> warned = new ArrayList<>();
        SystemStreamLog log =
                new SystemStreamLog() {
                    @Override
                    public void warn(CharSequence text) {
                        warned.add(text);
                    }
                };
        ProgressKeeper keeper =
                new ProgressKeeper(samples, new ProgressJson(taken), System::nanoTime, log);
        keeper.of(TABLE, said::add).line("  5 rows copied");
        keeper.keep();
        keeper.keep();
        assertThat(said).containsExactly("  5 rows copied");
        assertThat(warned)
                .singleElement()
                .asString()
                .startsWith("the report will not show what this run moves: ");
    }

    @Test
    void aLongRunIsThinnedAndKeepsItsEnds() {
        Progress progress = samples.of(TABLE, text -> {});
        for (int i = 1; i <= 10_000; i++) {
            progress.line("  %d rows copied in 1 s".formatted(i));
        }
        List<Sample> kept = samples.all().get(TABLE);
        assertThat(kept).hasSizeBetween(ProgressSamples.MOST / 2, ProgressSamples.MOST);
        assertThat(kept.get(0)).isEqualTo(at(1, 1));
        assertThat(kept.get(kept.size() - 1)).isEqualTo(at(10_000, 10_000));
    }

    private static Sample at(long second, long rows) {
        return new Sample(Instant.ofEpochSecond(second), rows);
    }
}
