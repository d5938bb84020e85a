// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.sql.Identifier;

/** What is said about the partitions that a changelog asks for. */
final class NestedRefusals {

    private NestedRefusals() {}

    static Finding twice() {
        return new Finding(
                "subPartition stands there twice",
                "All partitions are split alike.",
                "Leave one of them.");
    }

    static Finding tooDeep() {
        return new Finding(
                "subPartition cannot have a subPartition",
                "Partitions are split once more, and no further.",
                "Leave out the inner one.");
    }

    static Finding notAListOfKeys() {
        return new Finding(
                "uniqueKeys is not a list of unique keys",
                "",
                "Write each as - uniqueKey: {name: orders_number_key, action: extend}.");
    }

    static Finding notAListOfForeignKeys() {
        return new Finding(
                "foreignKeys is not a list of foreign keys",
                "",
                "Write each as - foreignKey: {tableName: items, name: items_order_fk, columns: order_created_at}.");
    }

    static Finding foreignKeysWithoutRepoint() {
        return new Finding(
                "foreignKeys go with incomingForeignKeys repoint",
                "",
                "Leave them out, or set incomingForeignKeys to repoint.");
    }

    static Finding uniqueKeyTwice(Identifier name) {
        return new Finding(
                "uniqueKey %s stands there twice".formatted(name), "", "Leave one of them.");
    }

    static RefusedException action(String text) {
        return ChangeRefusals.refused(
                "action \"%s\" is not known".formatted(text),
                "It says what becomes of a unique key without the partition column.",
                "Set action to extend or drop.");
    }

    static RefusedException incoming(String text) {
        return ChangeRefusals.refused(
                "incomingForeignKeys \"%s\" is not known".formatted(text),
                "",
                "Set incomingForeignKeys to refuse, repoint or drop, or leave it out, which is refuse.");
    }

    static Finding notAList() {
        return new Finding(
                "partitions is not a list of partitions",
                "",
                "Write each as - partition: {name: orders_eu, values: \"de, fr\"}.");
    }

    static RefusedException kind(String text) {
        return ChangeRefusals.refused(
                "partitionBy \"%s\" is not known".formatted(text),
                "",
                "Set partitionBy to RANGE, LIST or HASH, or leave it out, which is RANGE.");
    }

    static RefusedException modulus(String text, int most) {
        return ChangeRefusals.refused(
                "modulus \"%s\" is not a number from 2 to %d".formatted(text, most),
                "It says how many partitions share the rows.",
                "Set modulus to a number, such as 8.");
    }

    static RefusedException badValues(String values, String partition) {
        return ChangeRefusals.refused(
                "\"%s\" is not a list of values".formatted(values),
                "It stands in the values of partition \"%s\".".formatted(partition),
                "Separate the values by commas, and put one that has a comma or a quote in quotes: de, \"a,b\".");
    }

    static RefusedException defaultAlone(String partition) {
        return ChangeRefusals.refused(
                "partition \"%s\" has DEFAULT beside other values".formatted(partition),
                "DEFAULT is whatever no other partition takes.",
                "Write values: DEFAULT alone, or in quotes if it is a value.");
    }

    static Finding onlyWithCopy(String what) {
        return new Finding(
                "%s goes with strategy copy".formatted(what),
                "With attach the old heap is the first partition of a range.",
                "Set strategy to copy, or leave it out.");
    }

    static Finding onlyWith(String attribute, String kind) {
        return new Finding(
                "%s goes with partitionBy %s".formatted(attribute, kind),
                "",
                "Leave it out, or set partitionBy to %s.".formatted(kind));
    }

    static Finding patternOfList() {
        return new Finding(
                "partitionNamePattern goes with partitionBy RANGE or HASH",
                "The partitions of a list have names of their own.",
                "Leave it out.");
    }

    static Finding partitionsOfHash() {
        return new Finding(
                "partitions go with partitionBy LIST",
                "A hash has as many as modulus says.",
                "Leave them out, or set partitionBy to LIST.");
    }

    static Finding noPartitions() {
        return new Finding(
                "partitionBy LIST needs partitions",
                "",
                "Name them with their values: partitions: [partition: {name: orders_eu, values: \"de, fr\"}].");
    }

    static Finding notDefault(String partition) {
        return new Finding(
                "partition \"%s\" of a range is not DEFAULT".formatted(partition),
                "The others follow from interval.",
                "Set its values to DEFAULT, or leave it out.");
    }

    static Finding secondDefault(String partition) {
        return new Finding(
                "partition \"%s\" is a second DEFAULT".formatted(partition),
                "",
                "Leave one of them.");
    }

    static Finding notRelative(String attribute, String text) {
        return new Finding(
                "%s \"%s\" would name a partition of each partition".formatted(attribute, text),
                "",
                "Write {table} in it, which is the partition above: \"{table}_%s\"."
                        .formatted(text));
    }
}
