// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Ends the change log when nothing is staged any more, and drops what stood aside. */
public record EndStaging(Copying copying) implements Step {

    @Override
    public String title() {
        return "log the changes of " + copying.source() + " no more, if nothing is staged";
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                Lock.accessExclusive(copying.source()),
                Lock.accessExclusive(copying.target()),
                Lock.accessExclusive(copying.log()),
                Lock.accessExclusive(copying.pages()));
    }

    @Override
    public Sql sql() {
        return Sql.of(
                """
                IF NOT EXISTS (SELECT FROM %s) THEN
                  %s
                  DROP FUNCTION IF EXISTS %s();
                  DROP TABLE IF EXISTS %s;
                  DROP TABLE %s, %s;
                END IF;""",
                copying.pages(),
                Sql.verbatim(ChangeTriggers.drop(copying.source()).text().replace("\n", "\n  ")),
                copying.log(),
                copying.target(),
                copying.log(),
                copying.pages());
    }
}
