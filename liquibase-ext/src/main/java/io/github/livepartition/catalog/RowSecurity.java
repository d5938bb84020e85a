// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * Row level security. Whoever reads a partition by its own name finds it there too, and without
 * policies no rows: PostgreSQL applies the policies of the table that a statement names.
 *
 * @param forced also on the owner
 * @param hidesRows whether the owner, who has to see every row, is one it is forced on
 */
public record RowSecurity(boolean enabled, boolean forced, boolean hidesRows) implements Belonging {

    static final String QUERY =
            """
            SELECT relrowsecurity AS enabled, relforcerowsecurity AS forced,
                   relrowsecurity AND relforcerowsecurity AND NOT (rolsuper OR rolbypassrls) AS hides_rows
              FROM pg_class AS c JOIN pg_roles AS r ON r.oid = relowner WHERE c.oid = ? AND (relrowsecurity OR relforcerowsecurity)""";

    @Override
    public String words() {
        return "row level security";
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(
                Sql.of(
                        "ALTER TABLE %s %s;\n%s",
                        table, action(), Leaves.each(table, Leaves.alter(action()))));
    }

    @Override
    public Optional<Sql> giveToPartition(QualifiedName partition) {
        return Optional.of(Sql.of("ALTER TABLE %s %s;", partition, action()));
    }

    @Override
    public Optional<Belonging> kept() {
        return Optional.of(this);
    }

    @Override
    public Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.of(
                Sql.of(
                        "ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;",
                        heap));
    }

    private Sql action() {
        return Sql.verbatim(
                "%s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY"
                        .formatted(enabled ? "ENABLE" : "DISABLE", forced ? "FORCE" : "NO FORCE"));
    }
}
