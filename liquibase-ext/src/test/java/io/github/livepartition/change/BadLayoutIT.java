// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the partitions that a changelog asks for, in these words. */
@PostgresTest
class BadLayoutIT {

    private static final String KNOWN_OF_SUB =
            "  Detail: Known are partitionBy, partitionColumn, interval, modulus, premake,"
                    + " partitionNamePattern, timeZone, keyUnit%s.\n";

    @TempDir private Path directory;

    static Stream<Arguments> layouts() {
        return Stream.of(
                arguments(
                        "partitionBy: ROUND, partitionColumn: id",
                        """
                        partitionBy "ROUND" is not known
                          Hint: Set partitionBy to RANGE, LIST or HASH, or leave it out, which is RANGE.
                        """),
                arguments(
                        "partitionBy: hash, partitionColumn: id, modulus: 1, partitionNamePattern: h",
                        """
                        modulus "1" is not a number from 2 to 4096
                          Detail: It says how many partitions share the rows.
                          Hint: Set modulus to a number, such as 8.

                        partitionNamePattern "h" gives many partitions one name
                          Detail: It does not tell one remainder from another.
                          Hint: Set partitionNamePattern="{table}_h{remainder}", or leave it out.
                        """),
                arguments(
                        "partitionBy: HASH, partitionColumn: id, modulus: 4, partitionNamePattern: '{remainder}{yyyy}'",
                        """
                        partitionNamePattern "{remainder}{yyyy}" has the unknown token "{yyyy}"
                          Detail: Known are {table} {remainder}.
                          Hint: Set partitionNamePattern with these tokens only, or leave it out.
                        """),
                arguments(
                        "partitionBy: HASH, partitionColumn: id, modulus: 4, interval: day, notNull: true, partitions: [partition: {name: a, values: b}]",
                        """
                        interval goes with partitionBy RANGE
                          Hint: Leave it out, or set partitionBy to RANGE.

                        notNull goes with partitionBy RANGE
                          Hint: Leave it out, or set partitionBy to RANGE.

                        partitions go with partitionBy LIST
                          Detail: A hash has as many as modulus says.
                          Hint: Leave them out, or set partitionBy to LIST.
                        """),
                arguments(
                        "partitionBy: LIST, partitionColumn: id, modulus: 4, premake: 2, partitionNamePattern: a",
                        """
                        premake goes with partitionBy RANGE
                          Hint: Leave it out, or set partitionBy to RANGE.

                        modulus goes with partitionBy HASH
                          Hint: Leave it out, or set partitionBy to HASH.

                        partitionNamePattern goes with partitionBy RANGE or HASH
                          Detail: The partitions of a list have names of their own.
                          Hint: Leave it out.

                        partitionBy LIST needs partitions
                          Hint: Name them with their values: partitions: [partition: {name: orders_eu, values: "de, fr"}].
                        """),
                arguments(
                        "partitionBy: LIST, partitionColumn: id, partitions: [partition: {nam: a, values: [b, c]}, partition: {name: b, values: \"'c\"}]",
                        """
                        partition has no attribute "nam"
                          Detail: Known are name, values.
                          Hint: Did you mean name?

                        values is not a single value
                          Hint: Write all values in one text, such as values: "de, fr".

                        partition needs "name"
                          Detail: Known are name, values.
                          Hint: Set name.

                        "'c" is not a list of values
                          Detail: It stands in the values of partition "b".
                          Hint: Separate the values by commas, and put one that has a comma or a quote in quotes: de, "a,b".
                        """),
                arguments(
                        "partitionBy: LIST, partitionColumn: id, partitions: [{name: a, values: b}]",
                        """
                        partitions is not a list of partitions
                          Hint: Write each as - partition: {name: orders_eu, values: "de, fr"}.

                        partitionBy LIST needs partitions
                          Hint: Name them with their values: partitions: [partition: {name: orders_eu, values: "de, fr"}].
                        """),
                arguments(
                        "partitionColumn: at, interval: day, partitions: [partition: {name: a, values: b}, partition: {name: c, values: DEFAULT}, partition: {name: d, values: default}]",
                        """
                        partition "a" of a range is not DEFAULT
                          Detail: The others follow from interval.
                          Hint: Set its values to DEFAULT, or leave it out.

                        partition "d" is a second DEFAULT
                          Hint: Leave one of them.
                        """),
                arguments(
                        "partitionColumn: at, interval: day, subPartition: {partitionBy: HASH, modulus: x, colour: red, subPartition: {partitionBy: HASH}}",
                        """
                        subPartition cannot have a subPartition
                          Detail: Partitions are split once more, and no further.
                          Hint: Leave out the inner one.

                        subPartition has no attribute "colour"
                        %s
                        subPartition needs "partitionColumn"
                        %s  Hint: Set partitionColumn.

                        subPartition: modulus "x" is not a number from 2 to 4096
                          Detail: It says how many partitions share the rows.
                          Hint: Set modulus to a number, such as 8.
                        """
                                .formatted(
                                        KNOWN_OF_SUB.formatted(", partitions"),
                                        KNOWN_OF_SUB.formatted(""))),
                arguments(
                        "partitionColumn: at, interval: day, subPartition: {partitionColumn: id}",
                        """
                        subPartition needs "partitionBy"
                        %s  Hint: Set partitionBy.
                        """
                                .formatted(KNOWN_OF_SUB.formatted(""))),
                arguments(
                        "partitionColumn: at, interval: day, subPartition: {partitionBy: LIST, partitionColumn: id, partitions: [partition: {name: eu, values: de}]}",
                        """
                        subPartition: name "eu" would name a partition of each partition
                          Hint: Write {table} in it, which is the partition above: "{table}_eu".
                        """));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void saysWhatIsWrongWithALayout(String attributes, String expected, TestDatabase db)
            throws Exception {
        refused(db, "c.yaml", YAML.formatted("strategy: copy, " + attributes), expected);
    }

    @Test
    void saysWhatAttachCannot(TestDatabase db) throws Exception {
        refused(
                db,
                "c.yaml",
                YAML.formatted(
                        "partitionBy: HASH, partitionColumn: id, modulus: 4, subPartition: {partitionBy: HASH, partitionColumn: at, modulus: 4}"),
                """
                partitionBy HASH goes with strategy copy
                  Detail: With attach the old heap is the first partition of a range.
                  Hint: Set strategy to copy, or leave it out.

                subPartition goes with strategy copy
                  Detail: With attach the old heap is the first partition of a range.
                  Hint: Set strategy to copy, or leave it out.
                """);
        refused(
                db,
                "c.yaml",
                YAML.formatted(
                        "partitionColumn: at, interval: day, partitions: [partition: {name: a, values: DEFAULT}]"),
                """
                partitions goes with strategy copy
                  Detail: With attach the old heap is the first partition of a range.
                  Hint: Set strategy to copy, or leave it out.
                """);
    }

    @Test
    void needsTheNumberOfPartitionsOfAHash(TestDatabase db) throws Exception {
        LiquibaseRun.write(
                directory,
                "c.yaml",
                YAML.formatted("strategy: copy, partitionBy: HASH, partitionColumn: id"));
        assertThat(messageOf(db, "c.yaml"))
                .contains("convertToPartitioned needs \"modulus\"")
                .contains("Hint: Set modulus.");
    }

    @Test
    void findsTheSameInXml(TestDatabase db) throws Exception {
        for (String[] name :
                new String[][] {
                    {"dbchangelog-ext", "http://www.liquibase.org/xml/ns/dbchangelog-ext", ""},
                    {
                        "own",
                        "http://livepartition.github.io/xml/ns/livepartition",
                        " http://livepartition.github.io/xml/ns/livepartition http://livepartition.github.io/xml/ns/livepartition/1.0/livepartition.xsd"
                    }
                }) {
            refused(
                    db,
                    name[0] + ".xml",
                    """
                    <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:x="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd%s">
                      <changeSet id="1" author="me" runInTransaction="false">
                        <x:convertToPartitioned tableName="orders" strategy="copy" partitionBy="LIST" partitionColumn="id">
                          <x:partition name="a" vlues="b" values="c"/>
                          <x:subPartition partitionBy="HASH" partitionColumn="at" modulus="4"/>
                          <x:subPartition partitionBy="HASH" partitionColumn="at" modulus="4"><x:subPartition partitionBy="HASH"/></x:subPartition>
                        </x:convertToPartitioned>
                      </changeSet>
                    </databaseChangeLog>
                    """
                            .formatted(name[1], name[2]),
                    """
                    partition has no attribute "vlues"
                      Detail: Known are name, values.
                      Hint: Did you mean values?

                    subPartition stands there twice
                      Detail: All partitions are split alike.
                      Hint: Leave one of them.
                    """);
        }
    }

    private static final String YAML =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned: {tableName: orders, %s}
            """;

    /** Nothing is run; the findings stand there with an empty line between them. */
    private void refused(TestDatabase db, String file, String changelog, String expected)
            throws Exception {
        LiquibaseRun.write(directory, file, changelog);
        List<String> findings = List.of(expected.split("\n\n"));
        StringBuilder text = new StringBuilder("Validation Failed:\n");
        text.append("     %d changes have validation failures\n".formatted(findings.size()));
        for (String finding : findings) {
            String lines = finding.stripTrailing() + "\n  Where: convertToPartitioned, ";
            text.append(lines.indent(10).stripTrailing()).append(" %s::1::me\n".formatted(file));
        }
        assertThat(messageOf(db, file)).isEqualTo(text.toString());
    }

    private String messageOf(TestDatabase db, String file) {
        return Assertions.catchThrowableOfType(
                        LiquibaseException.class, LiquibaseRun.on(db, directory, file)::update)
                .getCause()
                .getMessage();
    }
}
