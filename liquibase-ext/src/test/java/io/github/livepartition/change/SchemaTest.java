// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import liquibase.change.ChangeParameterMetaData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The XSD, the change and the list of what is known say the same. */
class SchemaTest {

    /** Liquibase looks for the schema's address in lower case. */
    private static final String PATH =
            "/livepartition.github.io/xml/ns/livepartition/1.0/livepartition.xsd";

    static List<OnlineChange> changes() {
        return List.of(
                new ConvertToPartitionedChange(),
                new DropLegacyTableChange(),
                new MoveRangeToPartitionChange(),
                new CompleteMoveChange(),
                new DropLegacyPartitionChange());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void hasEveryAttributeInTheOrderOfTheManual(OnlineChange change) throws Exception {
        assertThat(List.copyOf(attributes(change).keySet())).isEqualTo(change.known());
        assertThat(parameters(change)).containsOnlyKeys(change.known());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void documentsEachAttributeAsTheChangeDoes(OnlineChange change) throws Exception {
        assertThat(documented(change))
                .isEqualTo(
                        change.known().stream()
                                .collect(
                                        LinkedHashMap::new,
                                        (map, name) ->
                                                map.put(
                                                        name,
                                                        parameters(change)
                                                                .get(name)
                                                                .getDescription()),
                                        Map::putAll));
    }

    /** What is missing or misspelt is said by the change, which lists what is known. */
    @ParameterizedTest
    @MethodSource("changes")
    void leavesTheCheckOfNamesToTheChange(OnlineChange change) throws Exception {
        assertThat(attributes(change).values())
                .noneMatch(attribute -> attribute.hasAttribute("use"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void leavesRoomForParametersEverywhere(OnlineChange change) throws Exception {
        assertThat(attributes(change).values())
                .allMatch(attribute -> attribute.getAttribute("type").equals("xsd:string"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void standsInTheReadme(OnlineChange change) throws Exception {
        String table =
                change.known().stream()
                        .map(
                                name ->
                                        "| `%s`%s | %s |\n"
                                                .formatted(
                                                        name,
                                                        isRequired(change, name)
                                                                ? ", required"
                                                                : "",
                                                        parameters(change)
                                                                .get(name)
                                                                .getDescription()))
                        .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("..", "README.md"))).contains(table);
    }

    @ParameterizedTest
    @EnumSource(NestedKind.class)
    void documentsWhatMayStandWithinAChange(NestedKind kind) throws Exception {
        assertThat(texts(attributes("xsd:complexType", kind.word())))
                .isEqualTo(
                        kind.attributes().stream()
                                .collect(
                                        LinkedHashMap::new,
                                        (map, each) -> map.put(each.name(), each.description()),
                                        Map::putAll));
        assertThat(attributes("xsd:complexType", kind.word()).values())
                .allMatch(attribute -> attribute.getAttribute("type").equals("xsd:string"))
                .noneMatch(attribute -> attribute.hasAttribute("use"));
        String table =
                kind.attributes().stream()
                        .map(
                                each ->
                                        "| `%s`%s | %s |\n"
                                                .formatted(
                                                        each.name(),
                                                        each.isRequired() ? ", required" : "",
                                                        each.description()))
                        .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("..", "README.md"))).contains(table);
    }

    private static boolean isRequired(OnlineChange change, String name) {
        return parameters(change).get(name).getRequiredForDatabase().contains("postgresql");
    }

    private static Map<String, String> documented(OnlineChange change) throws Exception {
        return texts(attributes(change));
    }

    private static Map<String, String> texts(Map<String, Element> attributes) {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes.forEach((name, element) -> texts.put(name, element.getTextContent().strip()));
        return texts;
    }

    private static Map<String, Element> attributes(OnlineChange change) throws Exception {
        return attributes("xsd:element", change.createChangeMetaData().getName());
    }

    private static Map<String, Element> attributes(String kind, String name) throws Exception {
        Map<String, Element> attributes = new LinkedHashMap<>();
        try (var schema = SchemaTest.class.getResourceAsStream(PATH)) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(schema);
            NodeList nodes = element(document, kind, name).getElementsByTagName("xsd:attribute");
            for (int i = 0; i < nodes.getLength(); i++) {
                Element element = (Element) nodes.item(i);
                attributes.put(element.getAttribute("name"), element);
            }
        }
        return attributes;
    }

    private static Element element(Document document, String kind, String name) {
        NodeList nodes = document.getElementsByTagName(kind);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .filter(e -> e.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, ChangeParameterMetaData> parameters(OnlineChange change) {
        return change.createChangeMetaData().getParameters();
    }
}
