// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** The texts that compare two tables, rows apart whose keys are logged. */
public final class Comparison {

    private Comparison() {}

    /** Replays, compares, and from then on has every change written to both. */
    static Sql stage(Copying copying, Pacing pacing, String differs, String hint) {
        Sql block =
                copying.fill(
                        ReplayText.COMPARE,
                        Map.of(
                                "begin", CopyingParts.begin(copying),
                                "replay", Replay.logged(copying, pacing),
                                "pacingVariables", Pacing.variables(),
                                "results", Sql.verbatim(ReplayText.COMPARE_VARIABLES),
                                "compare", rows(copying),
                                "differs", new Literal(differs),
                                "hint", new Literal(hint),
                                "mirror", ChangeFunction.mirrors(copying)));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }

    /** Fills in_source, source_hash, in_target and target_hash from one snapshot. */
    static Sql rows(Copying copying) {
        return Sql.fill(
                ReplayText.COMPARE_OR_TEXT,
                Map.of(
                        "compare", rows(copying, "hash_record_extended(ROW(${sourceColumns}), 0)"),
                        "compareText",
                                rows(copying, "hashtextextended(ROW(${sourceColumns})::text, 0)")));
    }

    private static Sql rows(Copying copying, String hash) {
        return Sql.dollarQuote(
                "compare",
                copying.fill(ReplayText.COMPARE_ROWS, Map.of("hash", copying.fill(hash))));
    }

    /** The variables of {@link #proof}. */
    public static Sql variables() {
        return Sql.fill(
                ReplayText.PROOF_VARIABLES,
                Map.of("results", Sql.verbatim(ReplayText.COMPARE_VARIABLES)));
    }

    /**
     * Proves, once, that the target is what the source was when the log began: nothing stands in it
     * that the source does not have, or has had changed since.
     */
    public static Sql proof(Copying copying) {
        return copying.fill(
                ReplayText.PROOF,
                Map.of(
                        "begin",
                        CopyingParts.begin(copying),
                        "beforeCompare",
                        copying.within().isAll()
                                ? Sql.verbatim("-- in one snapshot")
                                : CopyingParts.truncate(copying),
                        "compare",
                        rows(copying),
                        "afterTruncate",
                        copying.within().isAll()
                                ? copying.fill(ReplayText.PROOF_AFTER_TRUNCATE)
                                : Sql.verbatim("-- what was truncated is gone"),
                        "differs",
                        new Literal(
                                "table %s has rows that table %s never had, or lacks some"
                                        .formatted(copying.target(), copying.source()))));
    }
}
