// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A unique index that is no primary key, and what it would be with the partition columns.
 *
 * @param method its definition after the table, from {@code USING} on
 * @param constraint {@code pg_get_constraintdef} of the constraint on it, whole
 * @param wider {@code method} with the partition columns it lacks; empty where it cannot be had
 * @param widerConstraint {@code constraint} likewise
 * @param deferral what a constraint says when it is checked; or empty text
 * @param terms its key columns and expressions
 * @param condition of a partial index
 * @param nullsEqual whether NULLS NOT DISTINCT
 */
public record UniqueKey(
        Identifier name,
        Sql method,
        Optional<Sql> constraint,
        Optional<Sql> wider,
        Optional<Sql> widerConstraint,
        Sql deferral,
        List<Sql> terms,
        Optional<Sql> condition,
        boolean nullsEqual,
        Optional<String> comment,
        Optional<String> constraintComment) {

    public UniqueKey {
        terms = List.copyOf(terms);
    }

    /** The same for one that goes. */
    public UniqueKey withoutWider() {
        return new UniqueKey(
                name,
                method,
                constraint,
                Optional.empty(),
                Optional.empty(),
                deferral,
                terms,
                condition,
                nullsEqual,
                comment,
                constraintComment);
    }

    /** {@code constraint} or {@code index}. */
    public String kind() {
        return constraint.isPresent() ? "constraint" : "index";
    }

    /** Its columns and expressions with commas between them. */
    public Sql on() {
        return Sql.join(", ", terms);
    }
}
