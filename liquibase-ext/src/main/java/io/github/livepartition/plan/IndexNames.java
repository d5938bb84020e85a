// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.livepartition.sql.Identifier;
import java.util.zip.CRC32;

/** What an index is called while its table is legacy. */
final class IndexNames {

    private static final String SUFFIX = "_legacy";

    private IndexNames() {}

    /** A name that has to be cut gets a checksum of the whole, so that no two become the same. */
    static Identifier legacy(Identifier index) {
        if (index.bytes() + SUFFIX.length() <= Identifier.MAX_BYTES) {
            return index.suffixed(SUFFIX);
        }
        var checksum = new CRC32();
        checksum.update(index.value().getBytes(UTF_8));
        return index.suffixed("_%08x%s".formatted(checksum.getValue(), SUFFIX));
    }
}
