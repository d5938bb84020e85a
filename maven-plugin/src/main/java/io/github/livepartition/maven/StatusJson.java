// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.Operation;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.run.Runway;
import io.github.livepartition.run.TableStatus;
import io.github.livepartition.sql.QualifiedName;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Where tables stand, as JSON; what is not known is null. */
final class StatusJson {

    private final JsonGenerator json;

    private StatusJson(JsonGenerator json) {
        this.json = json;
    }

    /** One object in one line. */
    static String of(List<TableStatus> tables) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("tables");
            tables.forEach(table -> new StatusJson(json).table(table));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private void table(TableStatus status) {
        PartitionedTable table = status.table();
        json.writeStartObject();
        name(table.name());
        json.writeStringProperty("key", table.key().orElse(null));
        rows(Rows.of(table.leaves()));
        json.writeNumberProperty(
                "bytes", table.leaves().stream().mapToLong(PartitionStatus::bytes).sum());
        json.writeName("runway");
        status.runway().ifPresentOrElse(this::runway, json::writeNull);
        json.writeArrayPropertyStart("partitions");
        table.partitions().forEach(this::partition);
        json.writeEndArray();
        json.writeName("unfinished");
        status.unfinished().ifPresentOrElse(this::unfinished, json::writeNull);
        json.writeArrayPropertyStart("operations");
        status.operations().forEach(operation -> operation(table.name(), operation));
        json.writeEndArray();
        json.writeName("pausedBy");
        status.pausedBy().ifPresentOrElse(this::session, json::writeNull);
        json.writeEndObject();
    }

    private void name(QualifiedName name) {
        json.writeStringProperty("schema", name.schema().value());
        json.writeStringProperty("name", name.name().value());
    }

    private void rows(Rows rows) {
        json.writeName("rows");
        rows.number().ifPresentOrElse(json::writeNumber, json::writeNull);
        json.writeBooleanProperty("rowsExact", rows.exact());
    }

    private void runway(Runway runway) {
        json.writeStartObject();
        json.writeStringProperty("until", runway.until().map(Object::toString).orElse(null));
        json.writeName("seconds");
        runway.left().ifPresentOrElse(left -> json.writeNumber(left.toSeconds()), json::writeNull);
        json.writeName("keys");
        runway.keysLeft().ifPresentOrElse(json::writeNumber, json::writeNull);
        json.writeNumberProperty("endKey", runway.endKey());
        json.writeEndObject();
    }

    private void partition(PartitionStatus partition) {
        json.writeStartObject();
        name(partition.name());
        json.writeObjectPropertyStart("parent");
        name(partition.parent());
        json.writeEndObject();
        json.writeBooleanProperty("leaf", partition.leaf());
        json.writeStringProperty("bound", partition.bound());
        rows(Rows.of(partition));
        json.writeNumberProperty("bytes", partition.bytes());
        json.writeNumberProperty("indexBytes", partition.indexBytes());
        json.writeBooleanProperty("legacy", partition.legacy());
        json.writeBooleanProperty("default", partition.isDefault());
        json.writeBooleanProperty("detaching", partition.detaching());
        json.writeEndObject();
    }

    private void unfinished(TableStatus.Unfinished work) {
        json.writeStartObject();
        json.writeStringProperty("kind", UnfinishedText.kind(work));
        json.writeObjectPropertyStart("source");
        name(work.source());
        json.writeEndObject();
        json.writeStringProperty(
                "phase",
                work.copy()
                        .or(() -> work.stage().map(StageState::copy))
                        .map(state -> state.phase().name())
                        .orElse(null));
        json.writeName("pagesLeft");
        work.copy().ifPresentOrElse(copy -> json.writeNumber(copy.pagesLeft()), json::writeNull);
        json.writeArrayPropertyStart("ranges");
        work.stage()
                .map(StageState::ranges)
                .orElse(List.of())
                .forEach(
                        range ->
                                range(
                                        range,
                                        Optional.ofNullable(work.extents().get(range.name()))));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void range(StageState.Range range, Optional<Extent> extent) {
        json.writeStartObject();
        json.writeStringProperty("name", range.name().value());
        json.writeStringProperty("from", range.lower().orElse(null));
        json.writeStringProperty("to", range.upper());
        json.writeStringProperty("state", UnfinishedText.state(range));
        json.writeName("rows");
        extent.filter(Extent::analyzed)
                .ifPresentOrElse(e -> json.writeNumber(e.rows()), json::writeNull);
        json.writeName("bytes");
        extent.ifPresentOrElse(e -> json.writeNumber(e.bytes()), json::writeNull);
        json.writeEndObject();
    }

    private void operation(QualifiedName table, Operation operation) {
        ProgressText progress = ProgressText.of(table, operation);
        json.writeStartObject();
        json.writeNumberProperty("pid", operation.pid());
        json.writeStringProperty("progress", progress.text());
        json.writeName("percent");
        progress.percent().ifPresentOrElse(json::writeNumber, json::writeNull);
        json.writeStringProperty("eta", progress.eta().orElse(null));
        json.writeNumberProperty("seconds", operation.seconds());
        json.writeArrayPropertyStart("waitsFor");
        operation.waitsFor().forEach(this::session);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void session(Operation.Activity other) {
        json.writeStartObject();
        json.writeNumberProperty("pid", other.pid());
        json.writeStringProperty("name", other.name().orElse(null));
        json.writeStringProperty("role", other.role().orElse(null));
        json.writeStringProperty("state", other.state());
        json.writeNumberProperty("seconds", other.seconds());
        json.writeStringProperty("query", other.query().orElse(null));
        json.writeEndObject();
    }
}
