// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;

/** What an index is called while its table is legacy. */
final class IndexNames {

    private IndexNames() {}

    static Identifier legacy(Identifier index) {
        return index.suffixed("_legacy");
    }
}
