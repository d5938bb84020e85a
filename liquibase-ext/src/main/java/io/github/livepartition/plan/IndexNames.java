// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.livepartition.sql.Identifier;
import java.util.zip.CRC32;

/** What an index is called while another table has its name. */
final class IndexNames {

    private IndexNames() {}

    /** On the old heap. */
    static Identifier legacy(Identifier index) {
        return suffixed(index, "_legacy");
    }

    /** On the copy before the switch. */
    static Identifier copy(Identifier index) {
        return suffixed(index, "_copy");
    }

    /** With the partition column, before the cut-over. */
    static Identifier extended(Identifier index) {
        return suffixed(index, "_extended");
    }

    /** As it was, before the way back. */
    static Identifier old(Identifier index) {
        return suffixed(index, "_old");
    }

    /** A name that has to be cut gets a checksum of the whole, so that no two become the same. */
    private static Identifier suffixed(Identifier index, String suffix) {
        if (index.bytes() + suffix.length() <= Identifier.MAX_BYTES) {
            return index.suffixed(suffix);
        }
        var checksum = new CRC32();
        checksum.update(index.value().getBytes(UTF_8));
        return index.suffixed("_%08x%s".formatted(checksum.getValue(), suffix));
    }
}
