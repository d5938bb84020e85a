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
 * Loads the elements within a change. XML has each {@code partition} and the like where it stands,
 * YAML and JSON have them in lists such as {@code partitions}; both come to the same.
 */
final class NestedLoader {

    /** What a list of all that is known calls them. */
    static final List<String> ELEMENTS =
            List.of(
                    Nested.PARTITIONS,
                    NestedKind.SUB_PARTITION.word(),
                    Nested.UNIQUE_KEYS,
                    Nested.FOREIGN_KEYS);

    private static final String PARTITION = NestedKind.PARTITION.word();
    private static final Set<String> OF_PARTITIONS =
            Set.of(PARTITION, Nested.PARTITIONS, NestedKind.SUB_PARTITION.word());
    static final Set<String> NAMES =
            Set.of(
                    PARTITION,
                    Nested.PARTITIONS,
                    NestedKind.SUB_PARTITION.word(),
                    NestedKind.UNIQUE_KEY.word(),
                    Nested.UNIQUE_KEYS,
                    NestedKind.FOREIGN_KEY.word(),
                    Nested.FOREIGN_KEYS);

    private final List<Finding> findings = new ArrayList<>();

    /**
     * What was found.
     *
     * @param partitions empty where none are written
     * @param uniqueKeys likewise
     * @param foreignKeys likewise
     */
    record Found(
            Optional<List<Nested>> partitions,
            Optional<Nested> sub,
            Optional<List<Nested>> uniqueKeys,
            Optional<List<Nested>> foreignKeys,
            List<Finding> findings) {

        static final Found NOTHING =
                new Found(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
    }

    static Found load(ParsedNode change) {
        NestedLoader loader = new NestedLoader();
        Optional<List<Nested>> partitions = loader.partitions(change);
        List<ParsedNode> subs = loader.subs(change);
        if (subs.size() > 1) {
            loader.findings.add(NestedRefusals.twice());
        }
        Optional<Nested> sub = subs.stream().findFirst().map(loader::sub);
        Optional<List<Nested>> keys =
                loader.all(
                        change,
                        NestedKind.UNIQUE_KEY,
                        Nested.UNIQUE_KEYS,
                        NestedRefusals.notAListOfKeys());
        Optional<List<Nested>> foreign =
                loader.all(
                        change,
                        NestedKind.FOREIGN_KEY,
                        Nested.FOREIGN_KEYS,
                        NestedRefusals.notAListOfForeignKeys());
        return new Found(partitions, sub, keys, foreign, List.copyOf(loader.findings));
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
        return all(node, NestedKind.PARTITION, Nested.PARTITIONS, NestedRefusals.notAList());
    }

    private Optional<List<Nested>> all(
            ParsedNode node, NestedKind kind, String listed, Finding notAList) {
        List<Nested> elements = new ArrayList<>();
        boolean written = false;
        for (ParsedNode child : node.getChildren()) {
            if (child.getName().equals(kind.word())) {
                written = true;
                elements.add(element(kind, child));
            } else if (child.getName().equals(listed)) {
                written = true;
                elements.addAll(list(child, kind, notAList));
            }
        }
        return written ? Optional.of(elements) : Optional.empty();
    }

    private List<Nested> list(ParsedNode node, NestedKind kind, Finding notAList) {
        List<ParsedNode> children = node.getChildren();
        if (node.getValue() != null
                || children.stream().anyMatch(child -> !child.getName().equals(kind.word()))) {
            findings.add(notAList);
        }
        return children.stream()
                .filter(child -> child.getName().equals(kind.word()))
                .map(child -> element(kind, child))
                .toList();
    }

    private Nested element(NestedKind kind, ParsedNode node) {
        return new Nested(kind, texts(kind, node), Optional.empty());
    }

    private Map<String, String> texts(NestedKind kind, ParsedNode node) {
        Set<String> nested = kind == NestedKind.SUB_PARTITION ? OF_PARTITIONS : Set.of();
        Loaded loaded = Loaded.from(node, kind.known(), nested);
        if (!loaded.unknown().isEmpty()) {
            List<String> known = new ArrayList<>(kind.known());
            known.addAll(kind == NestedKind.SUB_PARTITION ? List.of(Nested.PARTITIONS) : List.of());
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
