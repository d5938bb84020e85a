// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

/** Anything that may fill a hole of {@link Sql#of}; a plain string may not. */
public sealed interface SqlPart permits Identifier, QualifiedName, Literal, Sql {

    /** The text to send to PostgreSQL, quoted where it has to be. */
    String sql();
}
