// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** The texts that bring the target up to the source. */
public final class Replay {

    private static final int BATCH = 10_000;

    /** Where a statement of the application may have to wait for it. */
    private static final int SMALL_BATCH = 500;

    private static final int FEW = 500;

    private Replay() {}

    /** Before anything is mirrored: everything that is logged, until few are left. */
    static Sql logged(Copying copying, Pacing pacing) {
        return copying.fill(
                ReplayText.REPLAY_LOGGED,
                Map.of(
                        "batch",
                                Sql.verbatim(
                                        Integer.toString(
                                                copying.references().isEmpty()
                                                        ? BATCH
                                                        : SMALL_BATCH)),
                        "few", Sql.verbatim(Integer.toString(FEW)),
                        "await", CopyingParts.awaitFixed(copying, pacing),
                        "truncate", CopyingParts.truncate(copying),
                        "andStaged",
                                copying.within().isAll()
                                        ? Sql.verbatim("")
                                        : copying.fill(
                                                ReplayText.STAGED,
                                                Map.of(
                                                        "keyColumn",
                                                        copying.within().key().orElseThrow())),
                        "plans", Sql.verbatim(ReplayText.PLANS)));
    }

    /** While changes are mirrored: what could not be, and the wait for older snapshots. */
    public static Sql settle(Copying copying) {
        return copying.fill(
                SettleText.SETTLE,
                Map.of(
                        "begin", CopyingParts.begin(copying),
                        "beginFixed", CopyingParts.beginFixed(copying),
                        "truncated", CopyingParts.truncated(copying),
                        "plans", Sql.verbatim(ReplayText.PLANS),
                        "olderSessions", Sql.verbatim(SettleText.OLDER_SESSIONS),
                        "lock", copying.lock(),
                        "notSettled",
                                new Literal(
                                        "the copy of table %s could not be settled"
                                                .formatted(copying.source()))));
    }

    /** The variables of {@link #settle}. */
    public static Sql variables() {
        return Sql.verbatim(SettleText.SETTLE_VARIABLES);
    }
}
