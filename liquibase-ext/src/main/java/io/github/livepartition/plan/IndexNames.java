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
}
