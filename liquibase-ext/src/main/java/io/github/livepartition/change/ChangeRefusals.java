// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import liquibase.exception.RollbackImpossibleException;

/** The texts of every refusal of a changelog, in one place. */
final class ChangeRefusals {

    private ChangeRefusals() {}

    static Finding otherDatabase(String change, String database) {
        return new Finding(
                "%s runs on PostgreSQL only".formatted(change),
                "This database is %s.".formatted(database),
                "Set dbms to postgresql on the changeSet to leave it out elsewhere.");
    }

    static Finding offline(String change) {
        return new Finding(
                "%s needs a connection".formatted(change),
                "What is to do is planned from the catalog, and an offline database has none.",
                "Set url to a database that has the table; updateSQL only reads it.");
    }

    static Finding inTransaction(String change, ChangelogFormat format) {
        return new Finding(
                "%s cannot run in a transaction".formatted(change),
                "Its stages commit by themselves.",
                "Add to the changeSet: %s"
                        .formatted(format.attribute("runInTransaction", "false")));
    }

    static Finding notInAutocommit(String change) {
        return new Finding(
                "%s cannot run in a transaction".formatted(change),
                "Its stages commit by themselves, and the connection is not in autocommit.",
                "Set runInTransaction to false on the changeSet.");
    }

    static RollbackImpossibleException noWayBack() {
        return new RollbackImpossibleException(
                "dropLegacyTable has no way back: the old heap is gone, and the log that kept it in step");
    }

    static RollbackImpossibleException noWayBackOfPartition() {
        return new RollbackImpossibleException(
                "dropLegacyPartition has no way back: the old heap is gone, or stands apart with the rows it had");
    }

    static Finding needsPartitionName() {
        return new Finding(
                "moveRangeToPartition needs a name for the partition",
                "Without interval the range becomes one partition.",
                "Set partitionName, or interval.");
    }

    static Finding nameOfOnePartition() {
        return new Finding(
                "partitionName does not go with interval",
                "With interval the range becomes several partitions.",
                "Set partitionNamePattern instead, or leave interval out.");
    }

    static Finding patternNeedsInterval() {
        return new Finding(
                "partitionNamePattern needs interval",
                "Without it the range becomes one partition.",
                "Set interval, or partitionName instead.");
    }

    static Finding notOfMode(String attribute, String mode, String other) {
        return new Finding(
                "%s does not go with mode %s".formatted(attribute, mode),
                "It says how rows move with mode %s.".formatted(other),
                "Leave it out, or set mode to %s.".formatted(other));
    }

    static RefusedException notOneOf(String attribute, String text, List<String> words) {
        return refused(
                "%s \"%s\" is not known".formatted(attribute, text),
                "",
                "Set %s to %s, or leave it out.".formatted(attribute, String.join(" or ", words)));
    }

    static RefusedException fillfactor(String text) {
        return refused(
                "fillfactor \"%s\" is not a number from 10 to 100".formatted(text),
                "It says how full pages are packed, in percent.",
                "Set fillfactor to such a number, or leave it out.");
    }

    static Finding notAlone(String change, List<String> changes) {
        return new Finding(
                "%s must be the only change of its changeSet".formatted(change),
                "The changeSet has %s.".formatted(String.join(", ", changes)),
                "Move it to a changeSet of its own.");
    }

    static Finding modifySql(String change) {
        return new Finding(
                "modifySql cannot change what %s runs".formatted(change),
                "It would show in updateSQL only.",
                "Remove modifySql from the changeSet.");
    }

    static Finding runWith(String change, String executor) {
        return new Finding(
                "%s cannot run with \"%s\"".formatted(change, executor),
                "It runs on Liquibase's own connection.",
                "Remove runWith from the changeSet.");
    }

    static RefusedException otherExecutor(String change) {
        return new RefusedException(
                List.of(
                        new Finding(
                                "%s runs with Liquibase's own executor only".formatted(change),
                                "",
                                "Remove runWith from the changeSet.")));
    }

    static Finding unknownAttributes(String change, List<String> unknown, List<String> known) {
        String guesses =
                unknown.stream()
                        .flatMap(name -> Suggestion.of(name, known).stream())
                        .distinct()
                        .collect(Collectors.joining(" and "));
        return new Finding(
                "%s has no attribute %s".formatted(change, quoted(unknown)),
                known(known),
                guesses.isEmpty() ? "" : "Did you mean %s?".formatted(guesses));
    }

    static Finding missingAttributes(String change, List<String> missing, List<String> known) {
        return new Finding(
                "%s needs %s".formatted(change, quoted(missing)),
                known(known),
                "Set %s.".formatted(String.join(" and ", missing)));
    }

    static Finding noAttributes(String change) {
        return new Finding(
                "%s takes attributes, not a text".formatted(change),
                "",
                "Write each as a name and a value, such as tableName and orders.");
    }

    static Finding blank(String attribute) {
        return new Finding("%s has no value".formatted(attribute), "", "Set it, or leave it out.");
    }

    static Finding notAText(String attribute) {
        return new Finding(
                "%s is not a single value".formatted(attribute),
                "",
                attribute.equals("values")
                        ? "Write all values in one text, such as values: \"de, fr\"."
                        : attribute.endsWith("Columns")
                                ? "Write all names in one text, such as %s: \"id, created_at\"."
                                        .formatted(attribute)
                                : "Write it as one text.");
    }

    static Finding unquotedTime(String attribute) {
        return new Finding(
                "%s has lost its time zone".formatted(attribute),
                "YAML has read it as a time of its own.",
                "Put it in quotes, such as %s: \"2027-01-01 00:00:00+00\".".formatted(attribute));
    }

    static Finding noSchema() {
        return new Finding(
                "there is no default schema",
                "No schema of the connection's search_path exists.",
                "Set schemaName.");
    }

    static RefusedException badName(String attribute, String reason) {
        return refused(
                reason, "It is the value of %s.".formatted(attribute), "Set " + attribute + ".");
    }

    static RefusedException badNames(String attribute, String reason) {
        return refused(
                reason,
                "It is the value of %s.".formatted(attribute),
                "Separate the names by commas, and put one that has a comma or a quote in double quotes: id, \"a,b\".");
    }

    static RefusedException strategy(String text) {
        return refused(
                "strategy \"%s\" is not known".formatted(text),
                "",
                "Set strategy to attach or copy, or leave it out.");
    }

    static Finding onlyWithAttach(String attribute, String detail) {
        return new Finding(
                "%s goes with strategy attach".formatted(attribute),
                detail,
                "Leave it out, or set strategy to attach.");
    }

    static Finding onlyWithCopy(String attribute) {
        return new Finding(
                "%s goes with strategy copy".formatted(attribute),
                "The old heap becomes a partition, and no row is copied.",
                "Leave it out, or set strategy to copy.");
    }

    static RefusedException number(String attribute, String text, int most) {
        return refused(
                "%s \"%s\" is not a number from 1 to %d".formatted(attribute, text, most),
                "",
                "Set %s to a number, or leave it out.".formatted(attribute));
    }

    static RefusedException pause(String text) {
        return refused(
                "pause \"%s\" is not a number".formatted(text),
                "It is a multiple of the time that the last batch took.",
                "Set pause to a number such as 0.5, or leave it out.");
    }

    static RefusedException window(String text) {
        return refused(
                "between \"%s\" is no part of a day".formatted(text),
                "",
                "Write two different times, such as 22:00-05:00, or leave it out; timeZone says by which clock.");
    }

    static RefusedException proof(String text) {
        return refused(
                "proof \"%s\" is not known".formatted(text),
                "",
                "Set proof to scan, or as a superuser who cannot afford the scan to trust.");
    }

    static RefusedException notBoolean(String attribute, String text) {
        return refused(
                "%s \"%s\" is neither true nor false".formatted(attribute, text),
                "",
                "Set %s to true or false, or leave it out.".formatted(attribute));
    }

    static RefusedException premake(String text, int most) {
        return refused(
                "premake \"%s\" is not a number from 1 to %d".formatted(text, most),
                "It says how many partitions stand ready for new rows.",
                "Set premake to a number, such as 3.");
    }

    static RefusedException duration(String attribute, String text) {
        return refused(
                "%s \"%s\" is not a duration".formatted(attribute, text),
                "",
                "Write a number and ms, s, m or h, such as 100ms or 10m, or an ISO duration, such as PT10M.");
    }

    static RefusedException noTime(String attribute, String text) {
        return refused(
                "%s \"%s\" leaves no time".formatted(attribute, text),
                "",
                "Set %s to at least 1ms.".formatted(attribute));
    }

    static Finding legacyIsTable(String name) {
        return new Finding(
                "legacyTableName \"%s\" is the table's own name".formatted(name),
                "",
                "Set another, or leave it out.");
    }

    static RefusedException refused(String message, String detail, String hint) {
        return new RefusedException(List.of(new Finding(message, detail, hint)));
    }

    private static String known(List<String> attributes) {
        return "Known are %s.".formatted(String.join(", ", attributes));
    }

    private static String quoted(List<String> names) {
        return names.stream().map("\"%s\""::formatted).collect(Collectors.joining(" and "));
    }
}
