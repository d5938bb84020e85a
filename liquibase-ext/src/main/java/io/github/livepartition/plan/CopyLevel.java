// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.GivenName;
import io.github.livepartition.range.HashPattern;
import io.github.livepartition.range.PartitionScheme;
import io.github.livepartition.range.Range;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import io.github.livepartition.step.NewPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One level of partitions, worked out. */
sealed interface CopyLevel {

    Sql DEFAULT = Sql.verbatim("DEFAULT");

    /** What stands after PARTITION BY. */
    Sql partitionBy();

    int size();

    /**
     * The partitions of that table, which is to be created too; those that may come later stand at
     * the end.
     *
     * @throws io.github.livepartition.range.RangeException when a name is too long, or given twice
     */
    List<NewPartition> of(Identifier table);

    /**
     * @param rest the name of a DEFAULT partition
     */
    record Ranges(
            Identifier column, PartitionScheme scheme, List<Range> ranges, Optional<GivenName> rest)
            implements CopyLevel {

        public Ranges {
            ranges = List.copyOf(ranges);
        }

        @Override
        public Sql partitionBy() {
            return Sql.of("RANGE (%s)", column);
        }

        @Override
        public int size() {
            return ranges.size() + rest.map(name -> 1).orElse(0);
        }

        @Override
        public List<NewPartition> of(Identifier table) {
            List<Identifier> names = scheme.names(table, ranges);
            List<NewPartition> partitions = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i++) {
                // as with attach, a backdated row always finds its place
                Span span =
                        i == 0
                                ? new Span(Optional.empty(), Optional.of(ranges.get(i).to()))
                                : new Span(ranges.get(i));
                partitions.add(new NewPartition(names.get(i), column, span));
            }
            // last: where it is there, no range may be added that it has rows of
            rest.ifPresent(
                    name ->
                            partitions.add(
                                    new NewPartition(name.in(table), DEFAULT, Optional.empty())));
            return partitions;
        }
    }

    /**
     * @param names of the partitions
     * @param values for each name what it takes, an empty one being NULL; none for DEFAULT
     */
    record Lists(Identifier column, List<GivenName> names, List<List<Optional<String>>> values)
            implements CopyLevel {

        @Override
        public Sql partitionBy() {
            return Sql.of("LIST (%s)", column);
        }

        @Override
        public int size() {
            return names.size();
        }

        @Override
        public List<NewPartition> of(Identifier table) {
            return IntStream.range(0, names.size())
                    .mapToObj(
                            i ->
                                    new NewPartition(
                                            names.get(i).in(table),
                                            bound(values.get(i)),
                                            share(values.get(i))))
                    .toList();
        }

        private static Sql bound(List<Optional<String>> values) {
            return values.isEmpty() ? DEFAULT : Sql.of("FOR VALUES IN (%s)", literals(values));
        }

        private static Sql literals(List<Optional<String>> values) {
            List<SqlPart> literals = new ArrayList<>();
            values.forEach(
                    value ->
                            literals.add(
                                    value.<SqlPart>map(Literal::new).orElse(Sql.verbatim("NULL"))));
            return Sql.join(", ", literals);
        }

        private Optional<NewPartition.Share> share(List<Optional<String>> values) {
            if (values.isEmpty()) {
                return Optional.empty();
            }
            Sql condition = Sql.of("%s IN (%s)", column, literals(values));
            return Optional.of(
                    NewPartition.Share.that(
                            values.contains(Optional.empty())
                                    ? Sql.of("(%s OR %s IS NULL)", condition, column)
                                    : condition));
        }
    }

    record Hashes(Identifier column, int modulus, HashPattern names) implements CopyLevel {

        @Override
        public Sql partitionBy() {
            return Sql.of("HASH (%s)", column);
        }

        @Override
        public int size() {
            return modulus;
        }

        @Override
        public List<NewPartition> of(Identifier table) {
            return IntStream.range(0, modulus)
                    .mapToObj(
                            n ->
                                    new NewPartition(
                                            names.name(table, n),
                                            bound(n),
                                            Optional.of(NewPartition.Share.hashed(modulus))))
                    .toList();
        }

        private Sql bound(int remainder) {
            return Sql.of(
                    "FOR VALUES WITH (MODULUS %s, REMAINDER %s)",
                    Sql.verbatim(Integer.toString(modulus)),
                    Sql.verbatim(Integer.toString(remainder)));
        }
    }
}
