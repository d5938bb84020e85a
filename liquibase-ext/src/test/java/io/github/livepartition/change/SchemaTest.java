// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import liquibase.change.ChangeParameterMetaData;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The XSD, the change and the list of what is known say the same. */
class SchemaTest {

    /** Liquibase looks for the schema's address in lower case. */
    private static final String PATH =
            "/livepartition.github.io/xml/ns/livepartition/1.0/livepartition.xsd";

    private final ConvertToPartitionedChange change = new ConvertToPartitionedChange();
    private final Map<String, ChangeParameterMetaData> parameters =
            change.createChangeMetaData().getParameters();

    @Test
    void hasEveryAttributeInTheOrderOfTheManual() throws Exception {
        assertThat(List.copyOf(attributes().keySet())).isEqualTo(change.known());
        assertThat(parameters).containsOnlyKeys(change.known());
    }

    @Test
    void documentsEachAttributeAsTheChangeDoes() throws Exception {
        assertThat(documented())
                .isEqualTo(
                        change.known().stream()
                                .collect(
                                        LinkedHashMap::new,
                                        (map, name) ->
                                                map.put(
                                                        name,
                                                        parameters.get(name).getDescription()),
                                        Map::putAll));
    }

    /** What is missing or misspelt is said by the change, which lists what is known. */
    @Test
    void leavesTheCheckOfNamesToTheChange() throws Exception {
        assertThat(attributes().values()).noneMatch(attribute -> attribute.hasAttribute("use"));
    }

    @Test
    void leavesRoomForParametersEverywhere() throws Exception {
        assertThat(attributes().values())
                .allMatch(attribute -> attribute.getAttribute("type").equals("xsd:string"));
    }

    @Test
    void standsInTheReadme() throws Exception {
        String table =
                change.known().stream()
                        .map(
                                name ->
                                        "| `%s`%s | %s |\n"
                                                .formatted(
                                                        name,
                                                        isRequired(name) ? ", required" : "",
                                                        parameters.get(name).getDescription()))
                        .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("..", "README.md"))).contains(table);
    }

    private boolean isRequired(String name) {
        return parameters.get(name).getRequiredForDatabase().contains("postgresql");
    }

    private static Map<String, String> documented() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>();
        attributes().forEach((name, element) -> texts.put(name, element.getTextContent().strip()));
        return texts;
    }

    private static Map<String, Element> attributes() throws Exception {
        Map<String, Element> attributes = new LinkedHashMap<>();
        try (var schema = SchemaTest.class.getResourceAsStream(PATH)) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(schema);
            NodeList nodes = document.getElementsByTagName("xsd:attribute");
            for (int i = 0; i < nodes.getLength(); i++) {
                Element element = (Element) nodes.item(i);
                attributes.put(element.getAttribute("name"), element);
            }
        }
        return attributes;
    }
}
