// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Grant;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        statements.addAll(grants(Sql.of("TABLE %s", table), grants));
        return Sql.join("\n", statements);
    }

    private static final Sql ANY = Sql.verbatim("ALL");

    public SetPrivileges {
        revoked = List.copyOf(revoked);
        grants = List.copyOf(grants);
    }

    /** A statement for each role, with all that it may do alike. */
    static List<Sql> grants(Sql object, List<Grant> grants) {
        Map<Grant, List<Sql>> privileges = new LinkedHashMap<>();
        for (Grant grant : grants) {
            Grant alike = new Grant(grant.grantee(), ANY, grant.grantable(), grant.column());
            privileges.computeIfAbsent(alike, key -> new ArrayList<>()).add(privilege(grant));
        }
        return privileges.entrySet().stream()
                .map(entry -> grant(object, entry.getKey(), Sql.join(", ", entry.getValue())))
                .toList();
    }

    private static Sql privilege(Grant grant) {
        return grant.column()
                .map(column -> Sql.of("%s (%s)", grant.privilege(), column))
                .orElse(grant.privilege());
    }

    private static Sql grant(Sql object, Grant grant, Sql privileges) {
        return Sql.of(
                "GRANT %s ON %s TO %s%s;",
                privileges,
                object,
                role(grant.grantee()),
                Sql.verbatim(grant.grantable() ? " WITH GRANT OPTION" : ""));
    }

    private static Sql role(Optional<Identifier> role) {
        return role.map(name -> Sql.of("%s", name)).orElse(Sql.verbatim("PUBLIC"));
    }
}
