// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each type of key, with each kind of primary key, on a server whose settings are odd: converted
 * without a scan and without an index built under the lock, rolled back, converted again.
 */
@PostgresTest
class KeyTypesIT {

    private static final String MARCH_2027 = "1803859200";

    /**
     * {@code value}: the key of row {@code g} of 300 before the boundary. {@code last}, {@code
     * first}, {@code second}: the greatest key of legacy and the least ones of the next two
     * partitions, which are called {@code names}.
     */
    private enum Key {
        DATE(
                "date",
                "month",
                "2027-03-01",
                "date '2027-02-28' - g::int",
                "date '2027-02-28'",
                "date '2027-03-01'",
                "date '2027-04-01'",
                "y2027m03 y2027m04"),
        TIMESTAMP(
                "timestamp(3)",
                "hour",
                "2027-03-01 00:00",
                "timestamp '2027-03-01' - g * interval '1 minute'",
                "timestamp '2027-02-28 23:59:59.999'",
                "timestamp '2027-03-01'",
                "timestamp '2027-03-01 01:00'",
                "y2027m03d01h00 y2027m03d01h01"),
        TIMESTAMPTZ(
                "timestamptz",
                "day",
                "2027-03-27 23:00+00",
                "timestamptz '2027-03-01 00:00+00' - g * interval '1 day'",
                "timestamptz '2027-03-27 22:59:59.999999+00'",
                "timestamptz '2027-03-27 23:00+00'",
                // the day has 23 hours: summer time begins
                "timestamptz '2027-03-28 22:00+00'",
                "y2027m03d28 y2027m03d29"),
        SMALLINT("smallint", "1000", "2000", "g", "1999", "2000", "3000", "p2000 p3000"),
        INTEGER("integer", "1000", "2000", "-g", "1999", "2000", "3000", "p2000 p3000"),
        BIGINT(
                "bigint",
                "10000000000",
                "40000000000",
                "g * 100000000",
                "39999999999",
                "40000000000",
                "50000000000",
                "p40000000000 p50000000000"),
        SECONDS(
                "integer",
                KeyUnit.SECONDS,
                MARCH_2027 + " - g",
                "1803859199",
                "1803859200",
                "1806537600"),
        MILLIS(
                "bigint",
                KeyUnit.MILLIS,
                "(" + MARCH_2027 + " - g) * 1000",
                "1803859199999",
                "1803859200000",
                "1806537600000"),
        MICROS(
                "bigint",
                KeyUnit.MICROS,
                "(" + MARCH_2027 + " - g) * 1000000",
                "1803859199999999",
                "1803859200000000",
                "1806537600000000"),
        UUID(
                "uuid",
                "month",
                "2027-03-01",
                uuid("(" + MARCH_2027 + " - g) * 1000", "7fffbfffffffffffffff"),
                uuid("1803859199999", "7fffbfffffffffffffff"),
                uuid("1803859200000", "70008000000000000000"),
                uuid("1806537600000", "70008000000000000000"),
                "y2027m03 y2027m04");

        private final String type;
        private final String interval;
        private final Optional<KeyUnit> unit;
        private final String boundary;
        private final String value;
        private final List<String> edges;
        private final String[] names;

        Key(
                String type,
                String interval,
                String boundary,
                String value,
                String last,
                String first,
                String second,
                String names) {
            this(
                    type,
                    interval,
                    Optional.empty(),
                    boundary,
                    value,
                    List.of(last, first, second),
                    names);
        }

        Key(String type, KeyUnit unit, String value, String last, String first, String second) {
            this(
                    type,
                    "month",
                    Optional.of(unit),
                    "2027-03-01",
                    value,
                    List.of(last, first, second),
                    "y2027m03 y2027m04");
        }

        Key(
                String type,
                String interval,
                Optional<KeyUnit> unit,
                String boundary,
                String value,
                List<String> edges,
                String names) {
            this.type = type;
            this.interval = interval;
            this.unit = unit;
            this.boundary = boundary;
            this.value = value;
            this.edges = edges;
            this.names = names.split(" ");
        }

        private static String uuid(String millis, String rest) {
            return "(lpad(to_hex(%s), 12, '0') || '%s')::uuid".formatted(millis, rest);
        }
    }

    /** What the table's primary key is, and what it becomes. */
    private enum PrimaryKey {
        WITHOUT_KEY("PRIMARY KEY (\"Id\")", "Id", "K\"ey"),
        WITH_KEY("PRIMARY KEY (\"K\"\"ey\", \"Id\")"),
        EXTENDED("PRIMARY KEY (\"K\"\"ey\", \"Id\")", "Id", "K\"ey"),
        NONE("CHECK (true)"),
        NEW("CHECK (true)", "K\"ey", "Id");

        private final String before;
        private final String[] columns;

        PrimaryKey(String before, String... columns) {
            this.before = before;
            this.columns = columns;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, WITHOUT_KEY, 300",
        "TIMESTAMP, WITH_KEY, 300",
        "TIMESTAMPTZ, EXTENDED, 300",
        "SMALLINT, NONE, 300",
        "INTEGER, NEW, 300",
        "BIGINT, WITHOUT_KEY, 300",
        "SECONDS, NEW, 300",
        "MILLIS, WITHOUT_KEY, 300",
        "MICROS, NONE, 300",
        "UUID, WITHOUT_KEY, 300",
        "DATE, WITH_KEY, 0",
        "INTEGER, NONE, 0",
        "UUID, NEW, 0",
        "TIMESTAMPTZ, WITHOUT_KEY, 0"
    })
    void isConvertedWithoutAScan(Key key, PrimaryKey primaryKey, int rows, TestDatabase database)
            throws SQLException {
        create(database, key, primaryKey, rows);
        beOdd(database);
        var request = request(key, primaryKey);
        var before = Definition.of(database);

        assertNothingIsRead(run(database, request, false));

        insertAround(database, key);
        assertThat(database.query(PLACES))
                .containsExactly(
                        "Ord\"ers_legacy|" + (rows + 1),
                        "Ord\"ers_" + key.names[0] + "|1",
                        "Ord\"ers_" + key.names[1] + "|1");
        var converted = Definition.of(database);
        var content = database.query(CONTENT);

        run(database, request, true);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(database.query(CONTENT)).isEqualTo(content);

        // keys stand beyond the boundary now
        database.query("DELETE FROM %s WHERE \"Id\" > 1001".formatted(Orders.NAME));
        assertNothingIsRead(run(database, request, false));
        assertThat(Definition.of(database)).containsExactlyElementsOf(converted);
    }

    private static void create(TestDatabase database, Key key, PrimaryKey primaryKey, int rows) {
        database.query(
                """
                CREATE TABLE %1$s ("Id" bigint NOT NULL, "K""ey" %2$s NOT NULL, note text, CONSTRAINT "the ""key" %3$s);
                INSERT INTO %1$s SELECT g, (%4$s)::%2$s, 'note ' || g FROM generate_series(1::bigint, %5$d) AS g;
                """
                        .formatted(Orders.NAME, key.type, primaryKey.before, key.value, rows));
    }

    private static Request request(Key key, PrimaryKey primaryKey) {
        var request =
                Request.of(Orders.SCHEMA, Orders.TABLE, "K\"ey", key.interval)
                        .boundary(key.boundary)
                        .primaryKey(primaryKey.columns)
                        .zone(key == Key.TIMESTAMPTZ ? "Europe/Berlin" : "UTC");
        return key.unit.map(request::unit).orElse(request);
    }

    /** pgjdbc sets TimeZone and DateStyle itself; {@link ScriptIT} has the odd ones of these. */
    private static void beOdd(TestDatabase database) {
        database.query(
                """
                CREATE SCHEMA "Odd";
                DO $$
                BEGIN
                  EXECUTE format('ALTER ROLE %1$I SET search_path = "Odd"', current_user);
                  EXECUTE format('ALTER ROLE %1$I SET IntervalStyle = sql_standard', current_user);
                  EXECUTE format('ALTER ROLE %1$I SET bytea_output = escape', current_user);
                  EXECUTE format('ALTER ROLE %1$I SET extra_float_digits = -15', current_user);
                  EXECUTE format('ALTER ROLE %1$I SET quote_all_identifiers = on', current_user);
                  EXECUTE format('ALTER ROLE %1$I SET client_min_messages = debug1', current_user);
                END $$
                """);
    }

    private static List<String> run(TestDatabase database, Request request, boolean back)
            throws SQLException {
        try (Connection connection = database.owner()) {
            Orders.execute(connection, "SET TimeZone = 'Pacific/Apia'");
            var progress =
                    back ? Runs.revert(connection, request) : Runs.convert(connection, request);
            return progress.stream().map(String::strip).toList();
        }
    }

    private static void assertNothingIsRead(List<String> said) {
        assertThat(said)
                .contains(
                        "partition constraint for table \"Ord\"ers_legacy\" is implied by existing constraints");
        assertThat(said).noneMatch(line -> line.matches("verifying table \".*_legacy\""));
        assertThat(said)
                .noneMatch(line -> line.matches("building index .* on table \".*_legacy\".*"));
    }

    private static void insertAround(TestDatabase database, Key key) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.edges.size(); i++) {
            values.add("(%d, %s)".formatted(1001 + i, key.edges.get(i)));
        }
        database.query(
                "INSERT INTO %s (\"Id\", \"K\"\"ey\") VALUES %s"
                        .formatted(Orders.NAME, String.join(", ", values)));
    }

    private static final String PLACES =
            """
            SELECT relname, count(*) FROM "Sales"."Ord""ers" AS o JOIN pg_class AS c ON c.oid = o.tableoid
            GROUP BY relname ORDER BY relname COLLATE "C"
            """;

    private static final String CONTENT =
            "SELECT o::text FROM \"Sales\".\"Ord\"\"ers\" AS o ORDER BY \"Id\"";
}
