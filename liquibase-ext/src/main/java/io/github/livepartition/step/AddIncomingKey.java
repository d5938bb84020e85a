// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.IncomingForeignKey;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Gives another table its foreign key to what has this table's name now, for what is written from
 * now on; {@link ValidateIncomingKey} proves it for what is there.
 *
 * @param owner the role the steps run as
 */
public record AddIncomingKey(IncomingForeignKey key, QualifiedName table, Identifier owner)
        implements Step {

    @Override
    public String title() {
        return "add foreign key " + key.words() + ", not validated";
    }

    @Override
    public List<Lock> locks() {
        return List.of(
                new Lock(key.table(), LockLevel.SHARE_ROW_EXCLUSIVE),
                new Lock(table, LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        Sql comment =
                key.comment()
                        .map(
                                text ->
                                        Sql.of(
                                                "COMMENT ON CONSTRAINT %s ON %s IS %s;\n",
                                                key.name(), key.table(), new Literal(text)))
                        .orElse(Sql.verbatim(""));
        return Sql.of(
                "SET LOCAL ROLE %s;\nALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID;\n%sSET LOCAL ROLE %s;",
                key.owner(), key.table(), key.name(), key.definition(), comment, owner);
    }
}
