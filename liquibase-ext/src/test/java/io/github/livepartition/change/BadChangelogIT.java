// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a changelog is said before anything runs, all at once, in these words. */
@PostgresTest
class BadChangelogIT {

    private static final String KNOWN =
            "  Detail: Known are schemaName, tableName, partitionColumn, partitionBy, interval, modulus, strategy, boundary,"
                    + " premake, primaryKeyColumns, incomingForeignKeys, legacyTableName, partitionNamePattern, timeZone,"
                    + " keyUnit, notNull, proof, batchPages, pause, between, maxReplicaLag, parallel,"
                    + " reverseLog, lockTimeout, lockRetryFor, partitions, subPartition, uniqueKeys, foreignKeys.\n";

    @TempDir private Path directory;
    private TestDatabase db;

    @BeforeEach
    void take(TestDatabase database) {
        db = database;
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                arguments(
                        "strategy: move",
                        """
                        strategy "move" is not known
                          Hint: Set strategy to attach or copy, or leave it out.
                        """),
                arguments(
                        "interval: fortnight",
                        """
                        interval "fortnight" is not known
                          Hint: Set interval to hour, day, week, month, quarter or year, or for a plain integer key to a positive whole number.
                        """),
                arguments(
                        "boundary:",
                        """
                        boundary has no value
                          Hint: Set it, or leave it out.
                        """),
                arguments(
                        "boundary: ''",
                        """
                        boundary has no value
                          Hint: Set it, or leave it out.
                        """),
                arguments(
                        "boundary: 2027-01-01 00:00:00+02:00",
                        """
                        boundary has lost its time zone
                          Detail: YAML has read it as a time of its own.
                          Hint: Put it in quotes, such as boundary: "2027-01-01 00:00:00+00".
                        """),
                arguments(
                        "premake: 0",
                        """
                        premake "0" is not a number from 1 to 1000
                          Detail: It says how many partitions stand ready for new rows.
                          Hint: Set premake to a number, such as 3.
                        """),
                arguments(
                        "premake: 1001",
                        """
                        premake "1001" is not a number from 1 to 1000
                          Detail: It says how many partitions stand ready for new rows.
                          Hint: Set premake to a number, such as 3.
                        """),
                arguments(
                        "primaryKeyColumns: 'id,'",
                        """
                        "id," is not a list of names
                          Detail: It is the value of primaryKeyColumns.
                          Hint: Separate the names by commas, and put one that has a comma or a quote in double quotes: id, "a,b".
                        """),
                arguments(
                        "primaryKeyColumns: [id, created_at]",
                        """
                        primaryKeyColumns is not a single value
                          Hint: Write all names in one text, such as primaryKeyColumns: "id, created_at".
                        """),
                arguments(
                        "interval: {every: month}",
                        """
                        interval is not a single value
                          Hint: Write it as one text.
                        """),
                arguments(
                        "incomingForeignKeys: keep",
                        """
                        incomingForeignKeys "keep" is not known
                          Hint: Set incomingForeignKeys to refuse, repoint or drop, or leave it out, which is refuse.
                        """),
                arguments(
                        "uniqueKeys: [uniqueKey: {name: a, action: widen}]",
                        """
                        action "widen" is not known
                          Detail: It says what becomes of a unique key without the partition column.
                          Hint: Set action to extend or drop.
                        """),
                arguments(
                        "uniqueKeys: [uniqueKey: {name: a}]",
                        """
                        uniqueKey needs "action"
                          Detail: Known are name, action.
                          Hint: Set action.
                        """),
                arguments(
                        "uniqueKeys: [uniqueKey: {name: a, action: drop}, uniqueKey: {name: a, action: extend}]",
                        """
                        uniqueKey "a" stands there twice
                          Hint: Leave one of them.
                        """),
                arguments(
                        "foreignKeys: [foreignKey: {tableName: a, name: b, columns: c}]",
                        """
                        foreignKeys go with incomingForeignKeys repoint
                          Hint: Leave them out, or set incomingForeignKeys to repoint.
                        """),
                arguments(
                        "foreignKeys: items_order_fk",
                        """
                        foreignKeys is not a list of foreign keys
                          Hint: Write each as - foreignKey: {tableName: items, name: items_order_fk, columns: order_created_at}.
                        """),
                arguments(
                        "uniqueKeys: {name: a, action: drop}",
                        """
                        uniqueKeys is not a list of unique keys
                          Hint: Write each as - uniqueKey: {name: orders_number_key, action: extend}.
                        """),
                arguments(
                        "legacyTableName: orders",
                        """
                        legacyTableName "orders" is the table's own name
                          Hint: Set another, or leave it out.
                        """),
                arguments(
                        "legacyTableName: " + "ä".repeat(32),
                        """
                        name "%s" has 64 bytes, PostgreSQL allows 63
                          Detail: It is the value of legacyTableName.
                          Hint: Set legacyTableName.
                        """
                                .formatted("ä".repeat(32))),
                arguments(
                        "partitionNamePattern: '{table}_{month}'",
                        """
                        partitionNamePattern "{table}_{month}" has the unknown token "{month}"
                          Detail: Known are {table} {yyyy} {MM} {dd} {HH} {ww} {xxxx} {q} {from} {to}.
                          Hint: Set partitionNamePattern with these tokens only, or leave it out.
                        """),
                arguments(
                        "timeZone: Berlin",
                        """
                        timeZone "Berlin" is not known
                          Hint: Set timeZone to a name of the IANA database, such as timeZone="Europe/Berlin".
                        """),
                arguments(
                        "keyUnit: nanos",
                        """
                        keyUnit "nanos" is not known
                          Hint: Set keyUnit to seconds, millis or micros.
                        """),
                arguments(
                        "notNull: maybe",
                        """
                        notNull "maybe" is neither true nor false
                          Hint: Set notNull to true or false, or leave it out.
                        """),
                arguments(
                        "proof: faith",
                        """
                        proof "faith" is not known
                          Hint: Set proof to scan, or as a superuser who cannot afford the scan to trust.
                        """),
                arguments(
                        "batchPages: 0\n        strategy: copy",
                        """
                        batchPages "0" is not a number from 1 to 1000000
                          Hint: Set batchPages to a number, or leave it out.
                        """),
                arguments(
                        "parallel: many\n        strategy: copy",
                        """
                        parallel "many" is not a number from 1 to 32
                          Hint: Set parallel to a number, or leave it out.
                        """),
                arguments(
                        "pause: -1\n        strategy: copy",
                        """
                        pause "-1" is not a number
                          Detail: It is a multiple of the time that the last batch took.
                          Hint: Set pause to a number such as 0.5, or leave it out.
                        """),
                arguments(
                        "between: 22:00-22:00\n        strategy: copy",
                        """
                        between "22:00-22:00" is no part of a day
                          Hint: Write two different times, such as 22:00-05:00, or leave it out; timeZone says by which clock.
                        """),
                arguments(
                        "between: 22:00:30-22:00:60\n        strategy: copy",
                        """
                        between "22:00:30-22:00:60" is no part of a day
                          Hint: Write two different times, such as 22:00-05:00, or leave it out; timeZone says by which clock.
                        """),
                arguments(
                        "between: at night\n        strategy: copy",
                        """
                        between "at night" is no part of a day
                          Hint: Write two different times, such as 22:00-05:00, or leave it out; timeZone says by which clock.
                        """),
                arguments(
                        "maxReplicaLag: 0s\n        strategy: copy",
                        """
                        maxReplicaLag "0s" leaves no time
                          Hint: Set maxReplicaLag to at least 1ms.
                        """),
                arguments(
                        "reverseLog: maybe\n        strategy: copy",
                        """
                        reverseLog "maybe" is neither true nor false
                          Hint: Set reverseLog to true or false, or leave it out.
                        """),
                arguments(
                        "lockTimeout: 100",
                        """
                        lockTimeout "100" is not a duration
                          Hint: Write a number and ms, s, m or h, such as 100ms or 10m, or an ISO duration, such as PT10M.
                        """),
                arguments(
                        "lockTimeout: 0ms",
                        """
                        lockTimeout "0ms" leaves no time
                          Hint: Set lockTimeout to at least 1ms.
                        """),
                arguments(
                        "lockRetryFor: soon",
                        """
                        lockRetryFor "soon" is not a duration
                          Hint: Write a number and ms, s, m or h, such as 100ms or 10m, or an ISO duration, such as PT10M.
                        """),
                arguments(
                        "bounday: 2027-01-01",
                        """
                        convertToPartitioned has no attribute "bounday"
                        %s  Hint: Did you mean boundary?
                        """
                                .formatted(KNOWN)));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void saysWhatIsWrongWithAnAttribute(String line, String expected) throws Exception {
        String name = line.substring(0, line.indexOf(':'));
        refused(
                "c.yaml",
                YAML
                        + Stream.of(
                                        "tableName: orders",
                                        "partitionColumn: created_at",
                                        "interval: month",
                                        line)
                                .filter(each -> each.equals(line) || !each.startsWith(name + ":"))
                                .map(each -> "        " + each + "\n")
                                .reduce("", String::concat),
                expected);
    }

    @Test
    void saysEverythingAtOnce() throws Exception {
        refused(
                "c.yaml",
                """
                databaseChangeLog:
                - changeSet:
                    id: 1
                    author: me
                    modifySql:
                    - append: {value: " "}
                    changes:
                    - convertToPartitioned: {tabelName: orders, colour: red, proof: faith}
                    - tagDatabase: {tag: now}
                """,
                """
                convertToPartitioned cannot run in a transaction
                  Detail: Its stages commit by themselves.
                  Hint: Add to the changeSet: runInTransaction: false
                """,
                """
                convertToPartitioned must be the only change of its changeSet
                  Detail: The changeSet has convertToPartitioned, tagDatabase.
                  Hint: Move it to a changeSet of its own.
                """,
                """
                modifySql cannot change what convertToPartitioned runs
                  Detail: It would show in updateSQL only.
                  Hint: Remove modifySql from the changeSet.
                """,
                """
                convertToPartitioned has no attribute "tabelName" and "colour"
                %s  Hint: Did you mean tableName?
                """
                        .formatted(KNOWN),
                """
                convertToPartitioned needs "tableName" and "partitionColumn" and "interval"
                %s  Hint: Set tableName and partitionColumn and interval.
                """
                        .formatted(KNOWN),
                """
                proof "faith" is not known
                  Hint: Set proof to scan, or as a superuser who cannot afford the scan to trust.
                """);
    }

    @Test
    void saysWhatDoesNotGoWithACopy() throws Exception {
        refused(
                "c.yaml",
                YAML
                        + "        {tableName: orders, partitionColumn: at, interval: day, strategy: copy,"
                        + " boundary: '2027-01-01', proof: trust}\n",
                """
                boundary goes with strategy attach
                  Detail: A copy has no old heap among its partitions.
                  Hint: Leave it out, or set strategy to attach.
                """,
                """
                proof goes with strategy attach
                  Detail: A copy has nothing to prove that way.
                  Hint: Leave it out, or set strategy to attach.
                """);
    }

    @Test
    void saysWhatDoesNotGoWithAttach() throws Exception {
        refused(
                "c.yaml",
                YAML
                        + "        {tableName: orders, partitionColumn: at, interval: day, batchPages: 10, pause: 1, between: '22:00-05:00',"
                        + " maxReplicaLag: 10s, parallel: 2, reverseLog: false}\n",
                Stream.of(
                                "batchPages",
                                "pause",
                                "between",
                                "maxReplicaLag",
                                "parallel",
                                "reverseLog")
                        .map(
                                name ->
                                        """
                                        %s goes with strategy copy
                                          Detail: The old heap becomes a partition, and no row is copied.
                                          Hint: Leave it out, or set strategy to copy.
                                        """
                                                .formatted(name))
                        .toArray(String[]::new));
    }

    private static final String YAML =
            """
            databaseChangeLog:
            - changeSet:
                id: 1
                author: me
                runInTransaction: false
                changes:
                - convertToPartitioned:
            """;

    private static final String JSON =
            """
            {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "me", %s"changes": [{"convertToPartitioned": {%s}}]}}]}
            """;

    private static final String EXT =
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:ext="http://www.liquibase.org/xml/ns/dbchangelog-ext"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <changeSet id="1" author="me"%s><ext:convertToPartitioned %s/></changeSet>
            </databaseChangeLog>
            """;

    private static final String XML =
            EXT.replace("ext:", "lp:")
                    .replace(":ext", ":lp")
                    .replace(
                            "xmlns:lp=\"http://www.liquibase.org/xml/ns/dbchangelog-ext",
                            "xmlns:lp=\"http://livepartition.github.io/xml/ns/livepartition")
                    .replace(
                            "dbchangelog-latest.xsd",
                            "dbchangelog-latest.xsd http://livepartition.github.io/xml/ns/livepartition"
                                    + " http://livepartition.github.io/xml/ns/livepartition/1.0/livepartition.xsd");

    @Test
    void showsTheLineToAddInEachFormat() throws Exception {
        String json =
                "\"tableName\": \"orders\", \"partitionColumn\": \"at\", \"interval\": \"day\"";
        String xml = "tableName=\"orders\" partitionColumn=\"at\" interval=\"day\"";
        String expected =
                """
                convertToPartitioned cannot run in a transaction
                  Detail: Its stages commit by themselves.
                  Hint: Add to the changeSet: %s
                """;
        refused(
                "c.json",
                JSON.formatted("", json),
                expected.formatted("\"runInTransaction\": false,"));
        refused("c.xml", XML.formatted("", xml), expected.formatted("runInTransaction=\"false\""));
        refused("e.xml", EXT.formatted("", xml), expected.formatted("runInTransaction=\"false\""));
    }

    @Test
    void findsMisspeltAndMissingAttributesInEachFormat() throws Exception {
        String unknown =
                """
                convertToPartitioned has no attribute "tablename"
                %s  Hint: Did you mean tableName?
                """
                        .formatted(KNOWN);
        String missing =
                """
                convertToPartitioned needs "interval"
                %s  Hint: Set interval.
                """
                        .formatted(KNOWN);
        refused(
                "c.json",
                JSON.formatted(
                        "\"runInTransaction\": false, ",
                        "\"tablename\": \"orders\", \"partitionColumn\": \"at\""),
                unknown,
                missing);
        String xml = "tablename=\"orders\" partitionColumn=\"at\"";
        String runs = " runInTransaction=\"false\"";
        refused("e.xml", EXT.formatted(runs, xml), unknown, missing);
        refused("c.xml", XML.formatted(runs, xml), unknown, missing);
    }

    @Test
    void findsATextInPlaceOfAttributes() throws Exception {
        refused(
                "c.yaml",
                YAML.stripTrailing() + " orders\n",
                """
                convertToPartitioned needs "tableName" and "partitionColumn" and "interval"
                %s  Hint: Set tableName and partitionColumn and interval.
                """
                        .formatted(KNOWN),
                """
                convertToPartitioned takes attributes, not a text
                  Hint: Write each as a name and a value, such as tableName and orders.
                """);
    }

    @Test
    void refusesOtherDatabases() throws Exception {
        String text = YAML + "        {tableName: orders, partitionColumn: at, interval: day}\n";
        LiquibaseRun.write(directory, "c.yaml", text);
        assertThat(offline("h2"))
                .isEqualTo(
                        expected(
                                "c.yaml",
                                """
                                convertToPartitioned runs on PostgreSQL only
                                  Detail: This database is h2.
                                  Hint: Set dbms to postgresql on the changeSet to leave it out elsewhere.
                                """));
        assertThat(offline("cockroachdb")).contains("convertToPartitioned runs on PostgreSQL only");
        assertThat(offline("postgresql?version=15.0"))
                .isEqualTo(
                        expected(
                                "c.yaml",
                                """
                                convertToPartitioned needs a connection
                                  Detail: What is to do is planned from the catalog, and an offline database has none.
                                  Hint: Set url to a database that has the table; updateSQL only reads it.
                                """));
    }

    private String offline(String database) {
        return messageOf(
                LiquibaseRun.offline("offline:" + database, directory, "c.yaml")::updateSql);
    }

    /** Nothing is run: not even what stands before it. */
    private void refused(String file, String changelog, String... findings) throws Exception {
        assertThat(messageOf(file, changelog)).isEqualTo(expected(file, findings));
        assertThat(db.one("SELECT count(*) FROM databasechangelog")).isEqualTo("0");
    }

    private static String expected(String file, String... findings) {
        StringBuilder text = new StringBuilder("Validation Failed:\n");
        text.append("     %d changes have validation failures\n".formatted(findings.length));
        for (String finding : findings) {
            text.append((finding + "  Where: convertToPartitioned, ").indent(10).stripTrailing())
                    .append(" %s::1::me\n".formatted(file));
        }
        return text.toString();
    }

    private String messageOf(String file, String changelog) throws Exception {
        LiquibaseRun.write(directory, file, changelog);
        return messageOf(LiquibaseRun.on(db, directory, file)::update);
    }

    private static String messageOf(ThrowableAssert.ThrowingCallable run) {
        return Assertions.catchThrowableOfType(LiquibaseException.class, run)
                .getCause()
                .getMessage();
    }
}
