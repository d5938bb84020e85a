// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.step.DropStaged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The partitions of what no range was staged of: a completion makes them, and its undo drops them.
 */
record Remainder(Completion completion, StageFacts facts) {

    /** One for each gap; none where they are not wanted. */
    List<Piece> gaps() {
        List<Piece> pieces = new ArrayList<>();
        if (completion.remainder()) {
            int number = 1;
            for (Span gap : facts.gaps().keySet()) {
                Identifier name;
                do {
                    name = name(number++);
                } while (facts.move().relationNames().contains(name));
                pieces.add(new Piece(name, gap));
            }
        }
        return pieces;
    }

    boolean has(Identifier partition) {
        for (int number = 1; completion.remainder() && number <= MoveLayout.MOST; number++) {
            if (name(number).equals(partition)) {
                return true;
            }
        }
        return false;
    }

    /** Of these pieces those that are its own, which no other change would drop. */
    Optional<Stage> drop(StageContext context, List<Piece> pieces) {
        List<Identifier> names = pieces.stream().map(Piece::name).filter(this::has).toList();
        return Optional.of(names)
                .filter(own -> !own.isEmpty())
                .map(
                        own ->
                                new Stage.Locked(
                                        "drop the partitions of the remainder",
                                        Stage.Targets.aside(
                                                context.staged().staging(),
                                                context.table().owner(),
                                                List.of()),
                                        List.of(new DropStaged(context.copying(), own))));
    }

    private Identifier name(int number) {
        return completion.staged().legacy().name().suffixed("_rest" + number);
    }
}
