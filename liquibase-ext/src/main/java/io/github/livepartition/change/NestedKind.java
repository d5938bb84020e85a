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
                    new Attribute(
                            "name", "Name of the partition; {table} in it is the table above it"),
                    new Attribute(
                            "values",
                            "What it takes, with commas between: de, 'a,b', NULL; or DEFAULT for whatever no other takes"))),
    SUB_PARTITION(
            "subPartition",
            List.of(
                    new Attribute("partitionBy", "RANGE, LIST or HASH"),
                    new Attribute("partitionColumn", "Column to split each partition by"),
                    new Attribute("interval", "With RANGE: as that of the table"),
                    new Attribute("modulus", "With HASH: how many partitions each has"),
                    new Attribute("premake", "With RANGE: as that of the table"),
                    new Attribute(
                            "partitionNamePattern",
                            "With RANGE or HASH: how they are named; {table} is the partition above"),
                    new Attribute("timeZone", "With RANGE: as that of the table"),
                    new Attribute("keyUnit", "With RANGE: as that of the table")));

    private final String word;
    private final List<Attribute> attributes;

    NestedKind(String word, List<Attribute> attributes) {
        this.word = word;
        this.attributes = attributes;
    }

    /** An attribute and what the manual says of it. */
    record Attribute(String name, String description) {}

    /** What it is called in a changelog. */
    String word() {
        return word;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    List<String> known() {
        return attributes.stream().map(Attribute::name).toList();
    }
}
