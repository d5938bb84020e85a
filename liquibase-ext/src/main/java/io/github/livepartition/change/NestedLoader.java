// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import liquibase.parser.core.ParsedNode;

/**
 * Loads the elements within a change. XML has each {@code partition} where it stands, YAML and JSON
 * have them in a list {@code partitions}; both come to the same.
 */
final class NestedLoader {

    /** What a list of all that is known calls them. */
    static final List<String> ELEMENTS =
            List.of(Nested.PARTITIONS, NestedKind.SUB_PARTITION.word());

    private static final String PARTITION = NestedKind.PARTITION.word();
    static final Set<String> NAMES =
            Set.of(PARTITION, Nested.PARTITIONS, NestedKind.SUB_PARTITION.word());

    private final List<Finding> findings = new ArrayList<>();

    /**
     * What was found.
     *
     * @param partitions empty where none are written
     */
    record Found(Optional<List<Nested>> partitions, Optional<Nested> sub, List<Finding> findings) {

        static final Found NOTHING = new Found(Optional.empty(), Optional.empty(), List.of());
    }

    static Found load(ParsedNode change) {
        NestedLoader loader = new NestedLoader();
        Optional<List<Nested>> partitions = loader.partitions(change);
        List<ParsedNode> subs = loader.subs(change);
        if (subs.size() > 1) {
            loader.findings.add(NestedRefusals.twice());
        }
        Optional<Nested> sub = subs.stream().findFirst().map(loader::sub);
        return new Found(partitions, sub, List.copyOf(loader.findings));
    }

    private List<ParsedNode> subs(ParsedNode node) {
        return node.getChildren().stream()
                .filter(child -> child.getName().equals(NestedKind.SUB_PARTITION.word()))
                .toList();
    }

    private Nested sub(ParsedNode node) {
        if (!subs(node).isEmpty()) {
            findings.add(NestedRefusals.tooDeep());
        }
        return new Nested(
                NestedKind.SUB_PARTITION, texts(NestedKind.SUB_PARTITION, node), partitions(node));
    }

    private Optional<List<Nested>> partitions(ParsedNode node) {
        List<Nested> partitions = new ArrayList<>();
        boolean written = false;
        for (ParsedNode child : node.getChildren()) {
            if (child.getName().equals(PARTITION)) {
                written = true;
                partitions.add(partition(child));
            } else if (child.getName().equals(Nested.PARTITIONS)) {
                written = true;
                partitions.addAll(list(child));
            }
        }
        return written ? Optional.of(partitions) : Optional.empty();
    }

    private List<Nested> list(ParsedNode node) {
        List<ParsedNode> children = node.getChildren();
        if (node.getValue() != null
                || children.stream().anyMatch(child -> !child.getName().equals(PARTITION))) {
            findings.add(NestedRefusals.notAList());
        }
        return children.stream()
                .filter(child -> child.getName().equals(PARTITION))
                .map(this::partition)
                .toList();
    }

    private Nested partition(ParsedNode node) {
        return new Nested(
                NestedKind.PARTITION, texts(NestedKind.PARTITION, node), Optional.empty());
    }

    private Map<String, String> texts(NestedKind kind, ParsedNode node) {
        Set<String> nested = kind == NestedKind.PARTITION ? Set.of() : NAMES;
        Loaded loaded = Loaded.from(node, kind.known(), nested);
        if (!loaded.unknown().isEmpty()) {
            List<String> known = new ArrayList<>(kind.known());
            known.addAll(kind == NestedKind.PARTITION ? List.of() : List.of(Nested.PARTITIONS));
            findings.add(ChangeRefusals.unknownAttributes(kind.word(), loaded.unknown(), known));
        }
        findings.addAll(loaded.findings());
        Map<String, String> texts = new HashMap<>();
        for (ParsedNode child : node.getChildren()) {
            if (kind.known().contains(child.getName()) && child.getValue() != null) {
                texts.put(child.getName(), child.getValue().toString());
            }
        }
        texts.putAll(loaded.texts());
        return texts;
    }
}
