// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

/** A lock on one relation. */
public record Lock(QualifiedName relation, LockLevel level) {

    static Lock accessExclusive(QualifiedName relation) {
        return new Lock(relation, LockLevel.ACCESS_EXCLUSIVE);
    }

    /** These, and one of that level on each of those. */
    static List<Lock> all(List<Lock> these, List<QualifiedName> those, LockLevel level) {
        return Stream.concat(these.stream(), those.stream().map(name -> new Lock(name, level)))
                .toList();
    }

    static Lock shareUpdateExclusive(QualifiedName relation) {
        return new Lock(relation, LockLevel.SHARE_UPDATE_EXCLUSIVE);
    }
}
