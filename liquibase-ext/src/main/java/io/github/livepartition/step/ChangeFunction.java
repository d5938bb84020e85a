// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** The trigger function of the change log in its two forms. */
final class ChangeFunction {

    private ChangeFunction() {}

    /** Logs keys. */
    static Sql logs(Copying copying) {
        return replace(copying, Sql.verbatim("-- what changes is logged"), "logs");
    }

    /** Logs keys for a target with foreign keys of its own. */
    static Sql logsAndReleases(Copying copying) {
        return copying.references().isEmpty()
                ? logs(copying)
                : replace(
                        copying,
                        copying.fill(
                                ChangeLogText.RELEASE,
                                Map.of(
                                        "releaseAll",
                                        copying.fill(
                                                copying.within().back()
                                                        ? ChangeLogText.RELEASE_TRUNCATED
                                                        : "TRUNCATE ${target};"))),
                        "logs");
    }

    /** Writes what changes to the target too, in the transaction that changes it. */
    static Sql mirrors(Copying copying) {
        return replace(
                copying,
                copying.fill(
                        ChangeLogText.MIRROR,
                        Map.of(
                                "lock",
                                copying.lock(),
                                "mirrorTruncate",
                                copying.fill(
                                        copying.within().isAll()
                                                ? ChangeLogText.MIRROR_TRUNCATE
                                                : ChangeLogText.LOG_TRUNCATE))),
                Copying.MIRRORS);
    }

    private static Sql replace(Copying copying, Sql mirror, String mode) {
        Sql first =
                copying.within().isOfPartition()
                        ? Sql.of("%s\n%s", Sql.verbatim(ChangeLogText.NOT_OF_PARTITIONS), mirror)
                        : mirror;
        Sql body = copying.fill(ChangeLogText.LOG, Map.of("mirror", first));
        return copying.fill(
                ChangeLogText.FUNCTION,
                Map.of("body", Sql.dollarQuote("changes", body), "mode", new Literal(mode)));
    }
}
