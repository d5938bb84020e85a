// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;

/** A foreign key of another table, or of the table itself, that points here. */
public record IncomingForeignKey(Identifier name, QualifiedName table) {}
