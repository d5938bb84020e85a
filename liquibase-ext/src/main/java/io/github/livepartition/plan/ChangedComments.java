// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Check;
import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.CommentOn;
import io.github.livepartition.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Comments that were made or changed since the conversion: other changes of a partitioned table
 * reach its partitions, comments do not.
 *
 * @param name what the old heap is called by then
 */
record ChangedComments(Converted converted, QualifiedName name) {

    List<Step> steps() {
        Table parent = converted.table();
        Table legacy = converted.legacy();
        List<Step> steps = new ArrayList<>();
        if (!parent.comment().equals(legacy.comment())) {
            steps.add(CommentOn.table(name, parent.comment().orElse("")));
        }
        for (Column column : parent.columns()) {
            if (!column.comment().equals(legacy.column(column.name()).flatMap(Column::comment))) {
                steps.add(CommentOn.column(name, column.name(), column.comment().orElse("")));
            }
        }
        for (Check check : parent.checks()) {
            change(
                    steps,
                    Sql.of("CONSTRAINT %s ON %s", check.name(), name),
                    legacy.check(check.name()).flatMap(Check::comment),
                    check.comment());
        }
        for (ForeignKey key : parent.foreignKeys()) {
            change(
                    steps,
                    Sql.of("CONSTRAINT %s ON %s", key.name(), name),
                    legacy.foreignKeys().stream()
                            .filter(k -> k.name().equals(key.name()))
                            .findFirst()
                            .flatMap(ForeignKey::comment),
                    key.comment());
        }
        converted
                .indexes()
                .forEach(
                        (now, before) ->
                                legacy.index(now)
                                        .ifPresent(i -> change(steps, i, parent.index(before))));
        return steps;
    }

    private void change(List<Step> steps, Index now, Optional<Index> then) {
        if (then.isPresent()) {
            Index index = then.get();
            change(
                    steps,
                    Sql.of("INDEX %s", name.withName(index.name())),
                    now.comment(),
                    index.comment());
            change(
                    steps,
                    Sql.of("CONSTRAINT %s ON %s", index.name(), name),
                    now.constraintComment(),
                    index.constraintComment());
        }
    }

    /** An empty comment is none. */
    private static void change(
            List<Step> steps, Sql object, Optional<String> now, Optional<String> then) {
        if (!now.equals(then)) {
            steps.add(new CommentOn(object, then.orElse("")));
        }
    }
}
