// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stops the switch when the old heap has a row that is in no staged range. */
public record ExpectWithin(Copying copying) implements Step {

    @Override
    public String title() {
        return "expect every row of " + copying.source() + " in a staged range";
    }

    @Override
    public Work work() {
        return Work.PROBE;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql key = Sql.of("s.%s", copying.within().key().orElseThrow());
        List<Sql> probes = new ArrayList<>();
        for (Span span : copying.within().outside()) {
            probes.add(
                    Sql.of(
                            "EXISTS (SELECT FROM ONLY %s AS s WHERE %s)",
                            copying.source(), Within.condition(key, span)));
        }
        return probes.isEmpty()
                ? Sql.verbatim("-- the ranges are all there can be")
                : Sql.fill(
                        TEXT,
                        Map.of(
                                "outside",
                                Sql.join("\n   OR ", probes),
                                "message",
                                new Literal(
                                        "table %s has rows outside the staged ranges"
                                                .formatted(copying.source()))));
    }

    private static final String TEXT =
            """
            SET LOCAL enable_seqscan = off;
            IF ${outside} THEN
              RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = ${message},
                HINT = 'Nothing has changed here. Run the update, or print the script, once more: it says which they are.';
            END IF;
            SET LOCAL enable_seqscan = on;""";
}
