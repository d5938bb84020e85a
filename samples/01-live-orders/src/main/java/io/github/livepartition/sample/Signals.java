// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** Files by which the processes of the sample tell each other how far they are. */
record Signals(Path directory) {
    private static final int EVERY_MILLIS = 100;

    void give(String name, String text) throws IOException {
        Files.createDirectories(directory);
        var draft = directory.resolve(name + ".draft");
        Files.writeString(draft, text);
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    boolean given(String name) {
        return Files.exists(directory.resolve(name));
    }

    /** The text of a signal, once it is given; nothing if it is not in time. */
    Optional<String> await(String name, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!given(name)) {
            if (System.nanoTime() > end) {
                return Optional.empty();
            }
            Thread.sleep(EVERY_MILLIS);
        }
        return Optional.of(Files.readString(directory.resolve(name)));
    }
}
