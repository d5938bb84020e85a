// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.resource.ResourceAccessor;
import liquibase.serializer.LiquibaseSerializable;

/** An element within a change as it is written. Liquibase puts it into the checksum. */
final class Nested implements LiquibaseSerializable {

    static final String PARTITIONS = "partitions";
    static final String UNIQUE_KEYS = "uniqueKeys";
    static final String FOREIGN_KEYS = "foreignKeys";

    private final NestedKind kind;
    private final SortedMap<String, String> texts;
    private final Optional<List<Nested>> partitions;

    /**
     * @param texts the attributes that have a value
     * @param partitions the elements in it; empty where none are written
     */
    Nested(NestedKind kind, Map<String, String> texts, Optional<List<Nested>> partitions) {
        this.kind = kind;
        this.texts = new TreeMap<>(texts);
        this.partitions = partitions;
    }

    /** Null where the attribute is not set, as that of a change. */
    String text(String attribute) {
        return texts.get(attribute);
    }

    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    Optional<List<Nested>> partitions() {
        return partitions;
    }

    @Override
    public String getSerializedObjectName() {
        return kind.word();
    }

    @Override
    public Set<String> getSerializableFields() {
        Set<String> fields = new LinkedHashSet<>(texts.keySet());
        partitions.ifPresent(list -> fields.add(PARTITIONS));
        return fields;
    }

    @Override
    public Object getSerializableFieldValue(String field) {
        return field.equals(PARTITIONS) ? partitions.orElse(null) : texts.get(field);
    }

    @Override
    public SerializationType getSerializableFieldType(String field) {
        return field.equals(PARTITIONS)
                ? SerializationType.NESTED_OBJECT
                : SerializationType.NAMED_FIELD;
    }

    @Override
    public String getSerializableFieldNamespace(String field) {
        return getSerializedObjectNamespace();
    }

    @Override
    public String getSerializedObjectNamespace() {
        return GENERIC_CHANGELOG_EXTENSION_NAMESPACE;
    }

    @Override
    public void load(ParsedNode node, ResourceAccessor resources) {
        throw new UnsupportedOperationException("it is made as it is");
    }

    @Override
    public ParsedNode serialize() throws ParsedNodeException {
        ParsedNode node = new ParsedNode(null, kind.word());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            node.addChild(null, text.getKey(), text.getValue());
        }
        if (partitions.isPresent()) {
            ParsedNode list = new ParsedNode(null, PARTITIONS);
            for (Nested partition : partitions.get()) {
                list.addChild(partition.serialize());
            }
            node.addChild(list);
        }
        return node;
    }
}
