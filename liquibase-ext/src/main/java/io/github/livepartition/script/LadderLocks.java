// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.script;

import io.github.livepartition.catalog.PartitionTree;
import io.github.livepartition.catalog.View;
import io.github.livepartition.plan.Targets;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Lock;
import io.github.livepartition.step.LockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an attempt of the ladder looks at, and locks. */
record LadderLocks(Targets targets) {

    private static final Sql ALWAYS = Sql.verbatim("");

    /** Those that are locked in ACCESS EXCLUSIVE mode, partitions apart, as a list of OIDs. */
    Sql relations() {
        List<QualifiedName> names = new ArrayList<>();
        targets.views().forEach(view -> names.add(view.name()));
        names.add(targets.table());
        names.addAll(targets.beside());
        targets.referencing().forEach(other -> names.add(other.table()));
        names.addAll(targets.sequences());
        names.addAll(referencedNames(LockLevel.ACCESS_EXCLUSIVE));
        return oids(names);
    }

    /** Those that are referenced, and locked so, as a list of OIDs. */
    Sql referenced(LockLevel level) {
        return oids(referencedNames(level));
    }

    private List<QualifiedName> referencedNames(LockLevel level) {
        return targets.referenced().stream()
                .filter(lock -> lock.level() == level)
                .map(Lock::relation)
                .toList();
    }

    private static Sql oids(List<QualifiedName> names) {
        return Sql.join(", ", names.stream().map(LadderLocks::oid).toList());
    }

    private static Sql oid(QualifiedName name) {
        return Sql.of("%s::regclass", new Literal(name.sql()));
    }

    /** As an array of OIDs. */
    Sql partitions() {
        List<QualifiedName> whole = new ArrayList<>(targets.beside());
        if (targets.partitions()) {
            whole.add(0, targets.table());
        }
        List<Sql> trees =
                whole.stream()
                        .map(LadderLocks::oid)
                        .map(PartitionTree::of)
                        .map(tree -> Sql.of("ARRAY(SELECT relid FROM %s AS tree)", tree))
                        .toList();
        return trees.isEmpty()
                ? Sql.verbatim("'{}'")
                : trees.size() == 1 ? trees.get(0) : Sql.of("(%s)", Sql.join(" || ", trees));
    }

    Sql firstRungs() {
        return targets.referencing().isEmpty()
                ? firstRung()
                : Sql.of("%s\n%s", firstRung(), lockReferencing("SHARE UPDATE EXCLUSIVE"));
    }

    /** Their owners may, and ours perhaps not. */
    private Sql lockReferencing(String mode) {
        return Sql.join(
                "\n",
                targets.referencing().stream()
                        .map(
                                other ->
                                        Sql.of(
                                                "SET LOCAL ROLE %s;\nLOCK TABLE ONLY %s IN %s MODE;\nSET LOCAL ROLE %s;",
                                                other.owner(),
                                                other.table(),
                                                Sql.verbatim(mode),
                                                targets.owner()))
                        .toList());
    }

    private Sql firstRung() {
        return Sql.of(
                "LOCK TABLE %s%s IN SHARE UPDATE EXCLUSIVE MODE;",
                Sql.verbatim(targets.partitions() ? "" : "ONLY "),
                Sql.join(
                        ", ",
                        Stream.concat(Stream.of(targets.table()), targets.beside().stream())
                                .toList()));
    }

    /**
     * Each lock may wait for what is left of lockTimeout, so that all of them together wait no
     * longer.
     */
    Sql locks() {
        List<Sql> locks = new ArrayList<>();
        for (View view : targets.views()) {
            // LOCK TABLE on a view would lock every table it reads; giving it the owner it has
            // locks the view alone.
            locks.add(
                    Sql.of(
                            "SET LOCAL ROLE %s;\nALTER VIEW %s OWNER TO %s;\nSET LOCAL ROLE %s;",
                            view.owner(), view.name(), view.owner(), targets.owner()));
        }
        locks.add(Sql.of("LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE;", targets.table()));
        if (targets.partitions()) {
            locks.add(Sql.of("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE;", targets.table()));
        }
        if (!targets.beside().isEmpty()) {
            locks.add(
                    Sql.of(
                            "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE;",
                            Sql.join(", ", targets.beside())));
        }
        if (!targets.referencing().isEmpty()) {
            locks.add(lockReferencing("ACCESS EXCLUSIVE"));
        }
        locks.addAll(ofReferenced(ALWAYS));
        return Sql.join("\n" + LadderText.REMAINING + "\n", locks);
    }

    /** Those of the referenced tables alone, where the condition is true. */
    Sql referencedWhere(Sql condition) {
        return Sql.join(
                "\n",
                ofReferenced(Sql.of("%s AND ", condition)).stream()
                        .map(lock -> Sql.of("%s\n%s", Sql.verbatim(LadderText.REMAINING), lock))
                        .toList());
    }

    private List<Sql> ofReferenced(Sql condition) {
        List<Sql> locks = new ArrayList<>();
        for (Lock referenced : targets.referenced()) {
            // REFERENCES suffices for a foreign key, which then locks by itself
            locks.add(
                    Sql.of(
                            """
                            IF %shas_table_privilege(%s, 'UPDATE, DELETE, TRUNCATE') THEN
                              LOCK TABLE ONLY %s IN %s MODE;
                            END IF;""",
                            condition,
                            new Literal(referenced.relation().sql()),
                            referenced.relation(),
                            Sql.verbatim(referenced.level().words())));
        }
        return locks;
    }
}
