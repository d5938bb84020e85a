// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Fingerprint;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** Pieces that several steps of a copy share. */
final class CopyingParts {

    private static final String READ_COMMITTED = "READ COMMITTED";
    private static final String REPEATABLE_READ = "REPEATABLE READ";

    private CopyingParts() {}

    static Sql begin(Copying copying) {
        return begin(copying, READ_COMMITTED, role(copying));
    }

    /** One snapshot for all statements. */
    static Sql beginFixed(Copying copying) {
        return begin(copying, REPEATABLE_READ, role(copying));
    }

    /** Like {@link #begin}, as soon as the pace allows it. */
    static Sql await(Copying copying, Pacing pacing) {
        return await(copying, pacing, READ_COMMITTED);
    }

    /** Like {@link #beginFixed}, as soon as the pace allows it. */
    static Sql awaitFixed(Copying copying, Pacing pacing) {
        return await(copying, pacing, REPEATABLE_READ);
    }

    private static Sql await(Copying copying, Pacing pacing, String isolation) {
        Sql begin = begin(copying, isolation, Sql.verbatim("-- not yet as the owner"));
        return pacing.await(copying.table(), Pacing.runName(copying.table()), begin, role(copying));
    }

    private static Sql begin(Copying copying, String isolation, Sql role) {
        return Sql.fill(
                CopyText.BEGIN,
                Map.of(
                        "isolation",
                        Sql.verbatim(isolation),
                        "settings",
                        Fingerprint.SETTINGS,
                        "role",
                        role));
    }

    private static Sql role(Copying copying) {
        return Sql.of("SET LOCAL ROLE %s;", copying.owner());
    }

    /** Until the switch nobody but the owner may see the copy, whatever default privileges say. */
    static Sql copyAlone(Copying copying) {
        return copying.fill(CopyText.ALONE);
    }

    /** Fills {@code writers}, an array of texts. */
    static Sql awaitWriters(Copying copying) {
        return copying.fill(CopyText.AWAIT_WRITERS, Map.of("begin", begin(copying)));
    }

    static Sql truncate(Copying copying) {
        return copying.within().isAll()
                ? copying.fill(CopyText.TRUNCATE)
                : reconcile(copying, copying.fill("DELETE FROM ${log} WHERE truncated;"));
    }

    /** What was truncated goes, and is still said to have been. */
    static Sql reconcile(Copying copying) {
        return reconcile(copying, Sql.verbatim("-- the others are to know it too"));
    }

    private static Sql reconcile(Copying copying, Sql forget) {
        return copying.fill(CopyText.RECONCILE, Map.of("forget", forget));
    }

    static Sql truncated(Copying copying) {
        return copying.fill(
                SettleText.TRUNCATED,
                Map.of(
                        "wasTruncated",
                        new Literal(
                                "table %s was truncated while it was copied"
                                        .formatted(copying.source())),
                        "truncatedHint",
                        new Literal(
                                "Run the update, or print the script, once more: "
                                        + (copying.within().isAll()
                                                ? "the copy begins anew."
                                                : "what was truncated goes from there too."))));
    }
}
