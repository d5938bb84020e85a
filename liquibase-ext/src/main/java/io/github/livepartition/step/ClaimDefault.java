// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Lets the CHECK of {@link AddDefaultCheck} say that no key of a partition that is attached now is
 * in the default partition: so PostgreSQL does not read it for what is attached next. {@link
 * OpenDefault} takes it back in the same transaction.
 *
 * @param type of the key
 */
public record ClaimDefault(QualifiedName table, QualifiedName partition, Sql type) implements Step {

    @Override
    public String title() {
        return "claim what is not in the default partition " + partition;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return new MoveCheck(partition, type)
                .fill(
                        DefaultText.TERMS + "\n" + DefaultText.CLAIM,
                        Map.of(
                                "parent", Sql.of("%s", new Literal(table.sql())),
                                "besides", Sql.verbatim("'{}'"),
                                "function", Sql.verbatim("helper"),
                                "terms", Sql.verbatim("helpers")));
    }
}
