// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.util.List;
import java.util.Random;

/** Random moments of a run: in a stage of it, each as likely, and some time after it began. */
final class Moments {

    private static final List<String> STAGES =
            List.of(
                    "stage",
                    "begin the change log",
                    "create",
                    "copy",
                    "build",
                    ", compare",
                    "switch",
                    "drop");

    private static final List<String> STAGES_BACK =
            List.of("stage", "drop the foreign", "replay", "switch back", "drop the copy", "end");

    private final Random random;

    Moments(Random random) {
        this.random = random;
    }

    /** Whether the run is still at work when the moment has come. */
    boolean await(Running run, boolean there) throws InterruptedException {
        List<String> stages = there ? STAGES : STAGES_BACK;
        String stage = stages.get(random.nextInt(stages.size()));
        int after = random.nextInt(1 + random.nextInt(400));
        while (!run.done() && run.said().stream().noneMatch(line -> line.contains(stage))) {
            Thread.sleep(1);
        }
        for (int i = 0; i < after && !run.done(); i++) {
            Thread.sleep(1);
        }
        return !run.done();
    }
}
