// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Grant;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives a relation the privileges of another instead of those it has from its creation. */
public record SetPrivileges(QualifiedName table, List<Grant> now, List<Grant> grants)
        implements Step {

    @Override
    public String title() {
        return "grant on " + table + " what was granted";
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        return Sql.join("\n", change(Sql.of("TABLE %s", table), now, grants));
    }

    private static final Sql ANY = Sql.verbatim("ALL");

    public SetPrivileges {
        now = List.copyOf(now);
        grants = List.copyOf(grants);
    }

    /** Touches only the roles that would have something else; the lists are without duplicates. */
    static List<Sql> change(Sql object, List<Grant> now, List<Grant> then) {
        Set<Optional<Identifier>> roles =
                Stream.concat(now.stream(), then.stream())
                        .filter(grant -> !(now.contains(grant) && then.contains(grant)))
                        .map(Grant::grantee)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Sql> statements = new ArrayList<>();
        for (Optional<Identifier> role : roles) {
            if (now.stream().anyMatch(grant -> grant.grantee().equals(role))) {
                statements.add(Sql.of("REVOKE ALL ON %s FROM %s;", object, role(role)));
            }
        }
        statements.addAll(
                grants(
                        object,
                        then.stream().filter(grant -> roles.contains(grant.grantee())).toList()));
        return statements;
    }

    /** A statement for each role, with all that it may do alike. */
    private static List<Sql> grants(Sql object, List<Grant> grants) {
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
