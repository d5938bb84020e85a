// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.Operation;
import io.github.livepartition.sql.QualifiedName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far an operation is, from what its session calls itself and from what PostgreSQL says.
 *
 * @param text for people
 * @param eta how much longer it will take, as PostgreSQL writes an interval
 */
record ProgressText(String text, OptionalInt percent, Optional<String> eta) {

    private static final Pattern PERCENT = Pattern.compile("\\b(\\d+)%");
    private static final Pattern ETA = Pattern.compile("\\beta (\\S.*)$");

    static ProgressText of(QualifiedName table, Operation operation) {
        String own = own(table, operation.name());
        Optional<String> percent = group(PERCENT, own);
        String text =
                operation
                        .phase()
                        .map(phase -> phase + percentOf(operation))
                        .orElse(own.isEmpty() ? "at work" : own);
        return new ProgressText(
                text,
                percent.map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                        .orElse(operation.percent()),
                group(ETA, own));
    }

    private static String percentOf(Operation operation) {
        return operation.percent().isPresent()
                ? " %d%%".formatted(operation.percent().getAsInt())
                : "";
    }

    /** What stands behind the table's name. */
    private static String own(QualifiedName table, String name) {
        String prefix = "partition %s.%s".formatted(table.schema().value(), table.name().value());
        return name.startsWith(prefix) ? name.substring(prefix.length()).strip() : name;
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
