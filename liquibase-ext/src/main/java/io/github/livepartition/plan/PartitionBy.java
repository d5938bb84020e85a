// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How one level of a copy is split into partitions. */
public sealed interface PartitionBy {

    Identifier column();

    /** The word for people: range, list or hash. */
    String kind();

    /** Whatever decides on the partition of a row, to tell one request from another. */
    String rules();

    /**
     * One partition for each interval from the least key to the greatest, and some for what comes.
     *
     * @param interval as written, such as {@code month} or {@code 1000000}
     * @param premake how many partitions to create after the greatest key and now
     * @param rest the name of a DEFAULT partition
     */
    record ByRange(
            Identifier column,
            String interval,
            Optional<KeyUnit> keyUnit,
            int premake,
            ZoneId timeZone,
            Optional<String> namePattern,
            Optional<String> rest)
            implements PartitionBy {

        @Override
        public String kind() {
            return "range";
        }

        @Override
        public String rules() {
            return "range (%s) by %s%s in %s, named %s%s"
                    .formatted(
                            column,
                            interval.strip(),
                            keyUnit.map(unit -> " of " + unit).orElse(""),
                            timeZone,
                            namePattern.orElse("as ever"),
                            rest.map(", and default "::concat).orElse(""));
        }
    }

    /** Partitions that name the values they take. */
    record ByList(Identifier column, List<Values> partitions) implements PartitionBy {

        public ByList {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String kind() {
            return "list";
        }

        @Override
        public String rules() {
            return "list (%s) %s".formatted(column, partitions);
        }

        /** The values of all partitions in their order, but NULL. */
        public List<String> values() {
            return partitions.stream()
                    .flatMap(partition -> partition.values().stream())
                    .flatMap(Optional::stream)
                    .toList();
        }

        public boolean takesNull() {
            return hasRest()
                    || partitions.stream().anyMatch(p -> p.values().contains(Optional.empty()));
        }

        public boolean hasRest() {
            return partitions.stream().anyMatch(Values::isRest);
        }
    }

    /**
     * One partition of a list.
     *
     * @param name {@code {table}} in it stands for the table above
     * @param values as written; empty ones are NULL; none make the DEFAULT partition
     */
    record Values(String name, List<Optional<String>> values) {

        public Values {
            values = List.copyOf(values);
        }

        public boolean isRest() {
            return values.isEmpty();
        }
    }

    /** So many partitions of about the same size. */
    record ByHash(Identifier column, int modulus, Optional<String> namePattern)
            implements PartitionBy {

        @Override
        public String kind() {
            return "hash";
        }

        @Override
        public String rules() {
            return "hash (%s) of %d, named %s"
                    .formatted(column, modulus, namePattern.orElse("as ever"));
        }
    }
}
