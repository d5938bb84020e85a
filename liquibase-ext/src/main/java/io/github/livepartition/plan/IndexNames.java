// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;

/** What an index is called while another table has its name. */
final class IndexNames {

    private IndexNames() {}

    /** On the old heap. */
    static Identifier legacy(Identifier index) {
        return index.suffixedApart("_legacy");
    }

    /** On the copy before the switch. */
    static Identifier copy(Identifier index) {
        return index.suffixedApart("_copy");
    }

    /** With the partition column, before the cut-over. */
    static Identifier extended(Identifier index) {
        return index.suffixedApart("_extended");
    }

    /** As it was, before the way back. */
    static Identifier old(Identifier index) {
        return index.suffixedApart("_old");
    }
}
