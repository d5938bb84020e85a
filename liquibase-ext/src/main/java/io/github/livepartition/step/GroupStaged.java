// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts staged partitions into a group, so that they can take the old heap's place in one go, or
 * takes them out of it. Nobody but a run of ours uses them yet.
 *
 * @param partitions lowest keys first
 * @param back whether they are in it
 */
public record GroupStaged(
        Copying copying,
        Identifier group,
        Map<Identifier, Span> partitions,
        Span span,
        boolean back)
        implements Step {

    public GroupStaged {
        partitions = new LinkedHashMap<>(partitions);
    }

    @Override
    public String title() {
        return "%s %d staged partitions, %s"
                .formatted(back ? "ungroup" : "group", partitions.size(), span);
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        QualifiedName staging = copying.target();
        QualifiedName shared = staging.withName(group);
        List<Step> steps = new ArrayList<>();
        partitions
                .keySet()
                .forEach(
                        name ->
                                steps.add(
                                        new DetachPartition(
                                                back ? shared : staging, staging.withName(name))));
        steps.add(
                back
                        ? new DropGroup(shared)
                        : new CreateGroup(
                                staging, shared, copying.within().key().orElseThrow(), span));
        partitions.forEach(
                (name, keys) ->
                        steps.add(
                                new AttachPartition(
                                        back ? staging : shared,
                                        staging.withName(name),
                                        keys.forValues())));
        Sql block =
                Sql.of(
                        "\nBEGIN\n%s\nSET LOCAL synchronous_commit = on;\n%s\nCOMMIT;\nEND\n",
                        CopyingParts.begin(copying),
                        Sql.join("\n", steps.stream().map(Step::sql).toList()));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
