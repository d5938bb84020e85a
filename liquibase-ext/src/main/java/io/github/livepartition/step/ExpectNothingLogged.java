// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;

/** Gives up the attempt when something is to be replayed: the switch itself replays nothing. */
public record ExpectNothingLogged(Copying copying) implements Step {

    @Override
    public String title() {
        return "expect nothing in " + copying.log();
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
        return copying.fill(SettleText.NOTHING_LOGGED);
    }
}
