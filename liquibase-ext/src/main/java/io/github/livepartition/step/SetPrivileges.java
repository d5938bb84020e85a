// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Grant;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a new table the old one's privileges, and takes away those that default privileges added.
 */
public record SetPrivileges(
        QualifiedName table, List<Optional<Identifier>> revoked, List<Grant> grants)
        implements Step {

    @Override
    public String title() {
        return "grant what was granted";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        List<Sql> statements = new ArrayList<>();
        for (Optional<Identifier> role : revoked) {
            statements.add(Sql.of("REVOKE ALL ON TABLE %s FROM %s;", table, role(role)));
        }
        grants.forEach(grant -> statements.add(grant(Sql.of("TABLE %s", table), grant)));
        return Sql.join("\n", statements);
    }

    public SetPrivileges {
        revoked = List.copyOf(revoked);
        grants = List.copyOf(grants);
    }

    static Sql grant(Sql object, Grant grant) {
        Sql column = grant.column().map(name -> Sql.of(" (%s)", name)).orElse(Sql.verbatim(""));
        return Sql.of(
                "GRANT %s%s ON %s TO %s%s;",
                grant.privilege(),
                column,
                object,
                role(grant.grantee()),
                Sql.verbatim(grant.grantable() ? " WITH GRANT OPTION" : ""));
    }

    private static Sql role(Optional<Identifier> role) {
        return role.map(name -> Sql.of("%s", name)).orElse(Sql.verbatim("PUBLIC"));
    }
}
