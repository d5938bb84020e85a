// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;

/** A lock on one relation. */
public record Lock(QualifiedName relation, LockLevel level) {

    static Lock accessExclusive(QualifiedName relation) {
        return new Lock(relation, LockLevel.ACCESS_EXCLUSIVE);
    }

    static Lock shareUpdateExclusive(QualifiedName relation) {
        return new Lock(relation, LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
}
