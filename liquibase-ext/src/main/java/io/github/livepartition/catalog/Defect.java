// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;

/**
 * Something that is not as it should be around a table.
 *
 * @param relation what it is about
 * @param other the index that is invalid, or has no counterpart; the table, or what a detached one
 *     was made for
 */
public record Defect(Kind kind, QualifiedName relation, QualifiedName other) {

    /** What is wrong. */
    public enum Kind {
        /** An index that no query uses, and that only costs. */
        INVALID_INDEX,
        /** A partition without an index that belongs to one of the table above it. */
        MISSING_INDEX,
        /** A partition whose DETACH CONCURRENTLY has ended half-way. */
        DETACHING,
        /** A partition that was made, and belongs to no table. */
        DETACHED
    }
}
