// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Map;

/**
 * Brings into a partition what has changed while it was filled, and attaches it to what stands
 * aside, which builds its indexes.
 */
public record AttachStaged(StagedRange range) implements Step {

    @Override
    public String title() {
        return "bring %s up to date and build its indexes".formatted(range.partition().name());
    }

    @Override
    public Work work() {
        return Work.BUILD_INDEX;
    }

    @Override
    public List<Lock> locks() {
        return List.of();
    }

    @Override
    public Sql sql() {
        Sql block =
                range.fill(
                        StagedText.ATTACH,
                        Map.of(
                                "beginFixed", CopyingParts.beginFixed(range.copying()),
                                "reconcile", CopyingParts.reconcile(range.alone())));
        return Sql.of("DO %s;", Sql.dollarQuote("livepartition", block));
    }
}
