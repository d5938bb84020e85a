// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change that has not run yet.
 *
 * @param id file, id and author of its changeset
 * @param title what it does; empty where that is not known yet
 * @param state what is left of it, in a sentence
 * @param needs time, disk and WAL, as far as that is estimated
 * @param partitions that it makes, with what they hold at first, likewise
 * @param notes what to know before, and what the application must change
 * @param findings the worst first
 */
public record ChangeView(
        String id,
        String title,
        String state,
        boolean refused,
        List<String> needs,
        List<PartitionView> partitions,
        Optional<Timeline> timeline,
        List<String> notes,
        List<FindingView> findings,
        List<StageView> stages) {

    public ChangeView {
        needs = List.copyOf(needs);
        partitions = List.copyOf(partitions);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
        stages = List.copyOf(stages);
    }

    /** How many stages there are, and what they mean for the application. */
    String strip() {
        return Stream.of(Impact.values())
                .map(impact -> words(impact, of(impact)))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private long of(Impact impact) {
        return stages.stream().filter(stage -> stage.impact() == impact).count();
    }

    private String words(Impact impact, long count) {
        return count == 0
                ? ""
                : "%s in %d of %d stages".formatted(impact.words(), count, stages.size());
    }

    /** Where a stage begins in the picture, in percent. */
    double x(int index) {
        return 100.0 * index / stages.size();
    }

    /** Of a stage in the picture, likewise. */
    double width() {
        return 100.0 / stages.size() - (stages.size() > 60 ? 0 : 0.4);
    }
}
