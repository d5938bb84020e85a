// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Changesets as JSON. */
final class JsonText {

    private JsonText() {}

    static String changelog(List<ChangeSetDraft> changeSets) {
        List<?> items =
                changeSets.stream()
                        .map(changeSet -> Map.of("changeSet", YamlText.tree(changeSet)))
                        .toList();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(new Pretty(), text)) {
            write(json, Map.of("databaseChangeLog", items));
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach(
                    (name, member) -> {
                        json.writeName(name.toString());
                        write(json, member);
                    });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    private static final class Pretty extends ObjectWriteContext.Base {

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter()
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }
    }
}
