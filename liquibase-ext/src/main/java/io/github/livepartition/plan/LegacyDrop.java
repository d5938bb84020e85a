// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.QualifiedName;

/**
 * What the user asks for: the old heap of a table that was converted by {@code copy} is to go, and
 * with it the way back.
 */
public record LegacyDrop(QualifiedName table, QualifiedName legacy, Pace pace) {

    public QualifiedName log() {
        return Conversion.logName(table);
    }

    public QualifiedName pages() {
        return Conversion.pagesName(table);
    }
}
