// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.ProposedCuts;
import io.github.livepartition.maven.generate.ChangeSetDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changesets that take a table from a plain one to one without its old heap.
 *
 * @param prefix of their ids
 * @param asked the attributes of the conversion that were asked for
 */
record Drafts(String prefix, String author, Map<String, String> asked) {

    private static final String DROP =
            "Remove ignore when nobody wants the way back any more: what is dropped does not come back.";
    private static final List<String> TARGET =
            List.of("schemaName", "tableName", "legacyTableName");
    private static final List<String> RANGES =
            List.of("interval", "partitionNamePattern", "keyUnit", "timeZone");

    Drafts {
        asked = new LinkedHashMap<>(asked);
    }

    /**
     * @param mode stage or slices
     */
    List<ChangeSetDraft> attach(ProposedCuts cuts, String mode) {
        Map<String, String> convert = new LinkedHashMap<>(asked);
        convert.put("boundary", cuts.boundary());
        cuts.primaryKeyColumns().ifPresent(key -> convert.put("primaryKeyColumns", key));
        List<ChangeSetDraft> drafts = new ArrayList<>();
        drafts.add(draft("convert", "convertToPartitioned", convert, Optional.empty()));
        String from = "MINVALUE";
        for (String to : cuts.moves()) {
            drafts.add(move(from, to, mode));
            from = to;
        }
        if (mode.equals("stage") && !cuts.moves().isEmpty()) {
            drafts.add(draft("complete", "completeMove", only(TARGET), Optional.empty()));
        }
        drafts.add(draft("drop", "dropLegacyPartition", only(TARGET), Optional.of(DROP)));
        return drafts;
    }

    List<ChangeSetDraft> copy(Optional<String> primaryKeyColumns) {
        Map<String, String> convert = new LinkedHashMap<>(asked);
        primaryKeyColumns.ifPresent(key -> convert.put("primaryKeyColumns", key));
        return List.of(
                draft("convert", "convertToPartitioned", convert, Optional.empty()),
                draft("drop", "dropLegacyTable", only(TARGET), Optional.of(DROP)));
    }

    private ChangeSetDraft move(String from, String to, String mode) {
        Map<String, String> attributes = only(TARGET);
        attributes.put("from", from);
        attributes.put("to", to);
        attributes.putAll(only(RANGES));
        attributes.put("mode", mode);
        String day = to.replaceFirst(" 00:00:00([+]00)?$", "");
        return draft("move-to-" + day, "moveRangeToPartition", attributes, Optional.empty());
    }

    private ChangeSetDraft draft(
            String step, String change, Map<String, String> attributes, Optional<String> comment) {
        return new ChangeSetDraft(prefix + "-" + step, author, comment, change, attributes);
    }

    private Map<String, String> only(List<String> names) {
        Map<String, String> some = new LinkedHashMap<>();
        names.stream().filter(asked::containsKey).forEach(n -> some.put(n, asked.get(n)));
        return some;
    }
}
