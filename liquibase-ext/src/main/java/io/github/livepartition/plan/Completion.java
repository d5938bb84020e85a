// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.step.Pacing;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the user asks for: the staged ranges in the place of the old heap.
 *
 * @param remainder whether what is not staged gets partitions of its own, too
 */
public record Completion(Staged staged, boolean remainder, Pacing pacing, Pace pace) {

    public String title() {
        return "put the staged ranges in the place of %s".formatted(staged.legacy());
    }

    /** Of all that is older than the boundary. */
    public Move move() {
        ZoneId utc = ZoneOffset.UTC;
        return new Move(
                staged.table(),
                staged.legacy(),
                Move.MINVALUE,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                utc,
                new MoveMode.Stage(pacing, true),
                Optional.empty(),
                Optional.empty(),
                pace);
    }
}
