// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Content;
import io.github.livepartition.run.Verification;
import io.github.livepartition.sql.QualifiedName;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Counts and hashes as JSON, and back, to compare with later. */
final class VerifyJson {

    private VerifyJson() {}

    /** One object in one line. */
    static String of(List<Verification> tables) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("tables");
            tables.forEach(table -> write(json, table));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Verification table) {
        json.writeStartObject();
        write(json, table.table().name(), table.rows(), table.hash().toString());
        json.writeArrayPropertyStart("partitions");
        for (Content content : table.contents()) {
            json.writeStartObject();
            write(json, content.name(), content.rows(), content.hash().toString());
            json.writeNumberProperty("outside", content.outside());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("findings");
        table.findings().forEach(finding -> json.writeString(finding.message()));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The hash as text: in most languages a number of 64 bits is not exact. */
    private static void write(JsonGenerator json, QualifiedName name, long rows, String hash) {
        json.writeStringProperty("schema", name.schema().value());
        json.writeStringProperty("name", name.name().value());
        json.writeNumberProperty("rows", rows);
        json.writeStringProperty("hash", hash);
    }

    /**
     * The totals of an earlier run.
     *
     * @return by the table's name
     */
    static Map<QualifiedName, String> read(Path file) throws IOException {
        Map<QualifiedName, String> totals = new HashMap<>();
        try (JsonParser json =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
            json.nextToken(); // the object
            json.nextToken(); // tables
            json.nextToken(); // its list
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> table = scalars(json);
                totals.put(
                        QualifiedName.of(table.get("schema"), table.get("name")),
                        total(Long.parseLong(table.get("rows")), table.get("hash")));
            }
        }
        return totals;
    }

    /** The names and values of an object, without those that are none themselves. */
    static Map<String, String> scalars(JsonParser json) {
        Map<String, String> scalars = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                scalars.put(name, json.getString());
            } else {
                json.skipChildren();
            }
        }
        return scalars;
    }

    static String total(long rows, String hash) {
        return "%s rows, hash %s".formatted(Words.count(rows), hash);
    }
}
