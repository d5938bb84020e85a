// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Fingerprint;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import java.util.Map;

/** Pieces that several steps of a copy share. */
final class CopyingParts {

    private CopyingParts() {}

    static Sql begin(Copying copying) {
        return begin(copying, "READ COMMITTED");
    }

    /** One snapshot for all statements. */
    static Sql beginFixed(Copying copying) {
        return begin(copying, "REPEATABLE READ");
    }

    private static Sql begin(Copying copying, String isolation) {
        return copying.fill(
                CopyText.BEGIN,
                Map.of("isolation", Sql.verbatim(isolation), "settings", Fingerprint.SETTINGS));
    }

    /** Until the switch nobody but the owner may see the copy, whatever default privileges say. */
    static Sql copyAlone(Copying copying) {
        return copying.fill(CopyText.ALONE);
    }

    static Sql truncate(Copying copying) {
        return copying.fill(CopyText.TRUNCATE);
    }

    static Sql truncated(Copying copying) {
        return copying.fill(
                SettleText.TRUNCATED,
                Map.of(
                        "wasTruncated",
                        new Literal(
                                "table %s was truncated while it was copied"
                                        .formatted(copying.source()))));
    }
}
