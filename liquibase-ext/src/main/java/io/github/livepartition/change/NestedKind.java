// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.List;

/**
 * The elements that may stand within a change, with their attributes in the order of the manual.
 */
enum NestedKind {
    PARTITION(
            "partition",
            List.of(
                    Attribute.required(
                            "name", "Name of the partition; {table} in it is the table above it"),
                    Attribute.required(
                            "values",
                            "What it takes, with commas between: de, 'a,b', NULL; or DEFAULT for whatever no other takes"))),
    SUB_PARTITION(
            "subPartition",
            List.of(
                    Attribute.required("partitionBy", "RANGE, LIST or HASH"),
                    Attribute.required("partitionColumn", "Column to split each partition by"),
                    Attribute.optional(
                            "interval", "With RANGE, where it is required: as that of the table"),
                    Attribute.optional(
                            "modulus",
                            "With HASH, where it is required: how many partitions each has"),
                    Attribute.optional("premake", "With RANGE: as that of the table"),
                    Attribute.optional(
                            "partitionNamePattern",
                            "With RANGE or HASH: how they are named; {table} is the partition above"),
                    Attribute.optional("timeZone", "With RANGE: as that of the table"),
                    Attribute.optional("keyUnit", "With RANGE: as that of the table"))),

    UNIQUE_KEY(
            "uniqueKey",
            List.of(
                    Attribute.required(
                            "name",
                            "Name of a unique constraint or unique index without the partition column"),
                    Attribute.required(
                            "action",
                            "extend: the partition column is appended; drop: it goes. A rollback brings it back"))),
    FOREIGN_KEY(
            "foreignKey",
            List.of(
                    Attribute.optional(
                            "schemaName",
                            "Schema of the table that has the foreign key; that of the referenced table if it is left out"),
                    Attribute.required("tableName", "Table that has the foreign key"),
                    Attribute.required("name", "Name of the foreign key"),
                    Attribute.required(
                            "columns",
                            "Columns of that table that hold the partition columns which the foreign key lacks, in their order")));

    private final String word;
    private final List<Attribute> attributes;

    NestedKind(String word, List<Attribute> attributes) {
        this.word = word;
        this.attributes = attributes;
    }

    /** An attribute and what the manual says of it. */
    record Attribute(String name, String description, boolean isRequired) {

        static Attribute required(String name, String description) {
            return new Attribute(name, description, true);
        }

        static Attribute optional(String name, String description) {
            return new Attribute(name, description, false);
        }
    }

    /** What it is called in a changelog. */
    String word() {
        return word;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    List<String> required() {
        return attributes.stream().filter(Attribute::isRequired).map(Attribute::name).toList();
    }

    List<String> known() {
        return attributes.stream().map(Attribute::name).toList();
    }
}
