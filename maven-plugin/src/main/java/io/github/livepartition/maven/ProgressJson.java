// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.sql.QualifiedName;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** progress.json: what the last run has moved at which time, for the report. */
record ProgressJson(Path directory) {

    private Path file() {
        return directory.resolve("progress.json");
    }

    /** In place of what an earlier run has left there; which stays where this one moved nothing. */
    void write(Map<QualifiedName, List<Sample>> tables) throws IOException {
        if (tables.isEmpty()) {
            return;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            tables.forEach(
                    (table, samples) -> samples.forEach(sample -> write(json, table, sample)));
            json.writeEndArray();
        }
        Files.createDirectories(directory);
        Path whole = directory.resolve("progress.%s.json".formatted(UUID.randomUUID()));
        Files.writeString(whole, text + "\n");
        Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE); // nobody ever reads a part
    }

    private static void write(JsonGenerator json, QualifiedName table, Sample sample) {
        json.writeStartObject();
        json.writeStringProperty("schema", table.schema().value());
        json.writeStringProperty("name", table.name().value());
        json.writeStringProperty("at", sample.at().toString());
        json.writeNumberProperty("rows", sample.rows());
        json.writeEndObject();
    }

    /** By the table's name; empty where no run has left anything. */
    Map<QualifiedName, List<Sample>> read() throws IOException {
        Map<QualifiedName, List<Sample>> tables = new LinkedHashMap<>();
        if (Files.notExists(file())) {
            return tables;
        }
        try (JsonParser json =
                new JsonFactory()
                        .createParser(ObjectReadContext.empty(), Files.readString(file()))) {
            json.nextToken(); // the list
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> sample = VerifyJson.scalars(json);
                tables.computeIfAbsent(
                                QualifiedName.of(sample.get("schema"), sample.get("name")),
                                table -> new ArrayList<>())
                        .add(
                                new Sample(
                                        Instant.parse(sample.get("at")),
                                        Long.parseLong(sample.get("rows"))));
            }
        }
        return tables;
    }
}
