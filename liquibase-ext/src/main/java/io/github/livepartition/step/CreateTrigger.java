// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Trigger;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * Creates a trigger from PostgreSQL's own text of it, with its enabled state. Its comment is a step
 * of its own.
 */
public record CreateTrigger(QualifiedName table, Trigger trigger) implements Step {

    @Override
    public String title() {
        return "create trigger " + trigger.name();
    }

    @Override
    public List<Lock> locks() {
        return List.of(new Lock(table, LockLevel.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public Sql sql() {
        Sql enabled =
                switch (trigger.enabled()) {
                    case "D" ->
                            Sql.of("\nALTER TABLE %s DISABLE TRIGGER %s;", table, trigger.name());
                    case "R" ->
                            Sql.of(
                                    "\nALTER TABLE %s ENABLE REPLICA TRIGGER %s;",
                                    table, trigger.name());
                    case "A" ->
                            Sql.of(
                                    "\nALTER TABLE %s ENABLE ALWAYS TRIGGER %s;",
                                    table, trigger.name());
                    default -> Sql.verbatim("");
                };
        return Sql.of("%s;%s", trigger.definition(), enabled);
    }
}
