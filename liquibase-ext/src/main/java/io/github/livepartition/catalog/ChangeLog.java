// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;

/**
 * Where the changes of a table are logged while it, or a part of it, is copied.
 *
 * @param source whose changes they are
 * @param staged whether ranges are staged, not the whole table copied
 * @param readable whether this role may read it
 */
public record ChangeLog(
        QualifiedName source, QualifiedName name, boolean staged, boolean readable) {}
