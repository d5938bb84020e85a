// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables and triggers that are hard to copy while they are written to; {@code $t} is the table, or
 * its twin, and {@code $n} another number at each phase.
 */
enum Enemy {
    AN_ARRAY("bigint[]", "ARRAY[%s, 0]::bigint[]"),
    BYTES("bytea", "convert_to('k' || %s, 'UTF8')"),
    NUMERICS_OF_ANY_SCALE("numeric", "%s * 1.0"),
    AN_INSTANT(
            "timestamptz", "timestamptz '2020-01-01 00:00:00+00' + %s * interval '1 microsecond'"),
    A_DOMAIN(
            List.of(
                    "CREATE DOMAIN \"Sales\".\"Ke y\" AS text COLLATE \"C\" NOT NULL CHECK (VALUE <> '' AND VALUE IS NOT NULL)"),
            keyed("\"Sales\".\"Ke y\""),
            keyedWrites("'k' || %s", true)),

    A_COMPOSITE(
            List.of("CREATE TYPE \"Sales\".\"Pai r\" AS (a integer, \"B\" text)"),
            keyed("\"Sales\".\"Pai r\""),
            keyedWrites("ROW(%s, 'x')::\"Sales\".\"Pai r\"", false)),

    A_COLLATION_THAT_IGNORES_CASE(
            List.of(
                    "CREATE COLLATION \"Sales\".\"any Case\" (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"),
            keyed("text COLLATE \"Sales\".\"any Case\""),
            changingCase()),

    INFINITY_OUTSIDE_THE_KEY(
            List.of(),
            "id timestamptz, at date NOT NULL, until timestamptz, f float8, PRIMARY KEY (id)",
            List.of(
                    "INSERT INTO $t VALUES ('infinity', '2025-01-02', '-infinity', 'NaN') ON CONFLICT DO NOTHING",
                    "INSERT INTO $t VALUES (timestamptz '2020-01-01' + $n * interval '1 day', '2025-01-02', 'infinity', '-0')",
                    "UPDATE $t SET until = 'infinity', f = 'Infinity' WHERE id = 'infinity'",
                    "DELETE FROM $t WHERE id = 'infinity'")),

    IDENTITY_ALWAYS_AND_WHAT_IS_GENERATED(
            List.of(),
            "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at date NOT NULL, n integer DEFAULT 7, twice integer GENERATED ALWAYS AS (n * 2) STORED",
            List.of(
                    "INSERT INTO $t (at) VALUES ('2025-02-03'), ('2025-05-06')",
                    "INSERT INTO $t (id, at) OVERRIDING SYSTEM VALUE VALUES ($n * 100000, '2025-03-03')",
                    "UPDATE $t SET n = n + 1 WHERE id % 2 = 0",
                    "DELETE FROM $t WHERE id % 7 = 3")),

    ROWS_OF_200_KB(
            List.of(),
            "id bigint PRIMARY KEY, at date NOT NULL, big text, small text",
            List.of(
                    "INSERT INTO $t SELECT $n, '2025-01-03', string_agg(md5(g::text), ''), 'new' FROM generate_series(1, 6400) g",
                    "UPDATE $t SET small = small || 'er' WHERE id % 2 = 0",
                    "UPDATE $t SET big = big || big WHERE id = $n",
                    "UPDATE $t SET at = at + 40 WHERE id = $n - 1")),

    COLUMNS_THAT_CAME_AND_WENT(
            List.of(),
            "a text DEFAULT 'a', id bigint PRIMARY KEY, b integer NOT NULL DEFAULT 2, at date NOT NULL, c text DEFAULT 'c'",
            List.of(
                    "INSERT INTO $t (id, at, \"l ate\") VALUES ($n, '2025-03-05', 'x')",
                    "INSERT INTO $t VALUES ($n + 5000, '2025-04-05')",
                    "UPDATE $t SET at = at + 31 WHERE id = $n - 1")) {
        @Override
        List<String> create() {
            List<String> all = new ArrayList<>(super.create());
            all.add(
                    "INSERT INTO $t (id, at) SELECT g, date '2025-01-01' + g FROM generate_series(1, 100) g");
            all.add(
                    "ALTER TABLE $t DROP COLUMN a, DROP COLUMN b, DROP COLUMN c, ADD \"l ate\" text DEFAULT 'for those that are there', ADD again integer DEFAULT 4");
            return all;
        }
    },

    NAMES_LIKE_OURS(
            List.of(),
            """
            id bigint PRIMARY KEY, at date NOT NULL, new text, old text, t text, s text, l text, k1 text, bucket text, truncated text, livepartition text,
            upto text, part text, found text, tg_op text, first text, next text, behind text, rows text, pages text, batch text, pending text, wide text, "$x$" text""",
            List.of(
                    "INSERT INTO $t (id, at, new, found, \"$x$\") VALUES ($n, '2025-03-05', 'new', 'found', 'x')",
                    "UPDATE $t SET old = new, tg_op = 'op', upto = coalesce(upto, '') || 'u', at = at + 20 WHERE id > 1000")),

    WITHOUT_EQUALITY(
            List.of(),
            "id bigint PRIMARY KEY, at date NOT NULL, j json, p point, x xml",
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-03-05', '{\"a\": 1}', '(1,2)', '<a/>')",
                    "UPDATE $t SET j = '[1,  2]', p = '(2,1)' WHERE id = $n - 1")),

    A_UNIQUE_KEY_THAT_IS_NO_PRIMARY_KEY(
            List.of(),
            "id bigint NOT NULL, at date NOT NULL, note text, CONSTRAINT u UNIQUE (id)",
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-03-05', 'a')",
                    "UPDATE $t SET note = 'b', at = at + 10 WHERE id >= $n - 2",
                    "DELETE FROM $t WHERE id = $n - 3")) {
        @Override
        List<String> create() {
            return List.of(
                    "CREATE TABLE $t (id bigint NOT NULL, at date NOT NULL, note text, UNIQUE (at, id), UNIQUE (id, at)); CREATE INDEX ON $t (at)");
        }
    },

    A_TRIGGER_THAT_UPDATES_THE_ROW_AGAIN(
            List.of(
                    """
                    CREATE FUNCTION "Sales".again() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF NEW.n < 10 THEN
                        EXECUTE format('UPDATE %I.%I SET n = n + 10 WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING NEW.id;
                      END IF;
                      RETURN NULL;
                    END$$"""),
            numbered(),
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-03-05', 1)",
                    "INSERT INTO $t VALUES ($n + 5000, '2025-04-05', 20)",
                    "UPDATE $t SET n = 5 WHERE id IN ($n - 1, $n + 4999, 5)",
                    "UPDATE $t SET n = 4, at = at + 31 WHERE id IN ($n - 2, 6)")) {
        @Override
        List<String> create() {
            return with(
                    super.create(),
                    "CREATE TRIGGER again AFTER INSERT OR UPDATE ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".again()");
        }
    },

    A_TRIGGER_THAT_DELETES_THE_ROW_AND_ONE_THAT_BRINGS_IT_BACK(
            List.of(
                    """
                    CREATE FUNCTION "Sales".gone() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF TG_OP = 'DELETE' AND OLD.n = 3 THEN
                        EXECUTE format('INSERT INTO %I.%I VALUES ($1, $2, 33)', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING OLD.id, OLD.at;
                      ELSIF TG_OP <> 'DELETE' AND NEW.n = 4 THEN
                        EXECUTE format('DELETE FROM %I.%I WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING NEW.id;
                      ELSIF TG_OP = 'UPDATE' AND NEW.n = 5 THEN
                        EXECUTE format('UPDATE %I.%I SET id = id + 100000, n = 55 WHERE id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING NEW.id;
                      END IF;
                      RETURN NULL;
                    END$$"""),
            numbered(),
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-03-05', 3), ($n + 5000, '2025-04-05', 4), ($n + 6000, '2025-04-05', 1), ($n + 7000, '2025-04-05', 1)",
                    "DELETE FROM $t WHERE id = $n",
                    "UPDATE $t SET n = 4 WHERE id IN ($n + 6000, $n - 1)",
                    "UPDATE $t SET n = 5 WHERE id IN ($n + 7000)",
                    "UPDATE $t SET n = 3 WHERE id BETWEEN 5 AND 9",
                    "DELETE FROM $t WHERE id BETWEEN 5 AND 9")) {
        @Override
        List<String> create() {
            return with(
                    super.create(),
                    "CREATE TRIGGER gone AFTER INSERT OR UPDATE OR DELETE ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".gone()");
        }
    },

    BEFORE_TRIGGERS_THAT_CHANGE_AND_PREVENT(
            List.of(
                    """
                    CREATE FUNCTION "Sales".before() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF TG_OP = 'DELETE' THEN
                        RETURN CASE WHEN OLD.id % 2 = 0 THEN OLD END;
                      END IF;
                      NEW.n := NEW.n * 2;
                      RETURN CASE WHEN NEW.n < 100 THEN NEW END;
                    END$$"""),
            numbered(),
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-03-05', 1), ($n + 5000, '2025-04-05', 60)",
                    "UPDATE $t SET n = n + 1 WHERE id < 20",
                    "DELETE FROM $t WHERE id IN ($n - 1, $n - 2)",
                    "INSERT INTO $t VALUES ($n, '2025-03-05', 1) ON CONFLICT (id, at) DO UPDATE SET n = 9")) {
        @Override
        List<String> create() {
            return with(
                    super.create(),
                    "ALTER TABLE $t ADD UNIQUE (id, at)",
                    "CREATE TRIGGER before BEFORE INSERT OR UPDATE OR DELETE ON $t FOR EACH ROW EXECUTE FUNCTION \"Sales\".before()");
        }
    },

    UNIQUE_VALUES_THAT_CHANGE_HANDS(
            List.of(),
            numbered(),
            List.of(
                    "INSERT INTO $t VALUES ($n, '2025-01-05', $n) ON CONFLICT DO NOTHING",
                    "UPDATE $t SET n = -1 WHERE id = 3",
                    "UPDATE $t SET n = 3 WHERE id = 4 AND n = 4",
                    "UPDATE $t SET n = 4 WHERE id = 3",
                    "DELETE FROM $t WHERE id = $n - 1",
                    "INSERT INTO $t VALUES ($n + 5000, '2025-01-05', $n + 5000)",
                    "UPDATE $t SET n = $n - 1 WHERE id = $n + 5000",
                    "UPDATE $t SET id = 100000 WHERE id = 10; UPDATE $t SET id = 10 WHERE id = 11; UPDATE $t SET id = 11 WHERE id = 100000")) {
        @Override
        List<String> create() {
            return with(
                    List.of(
                            "CREATE TABLE $t (id bigint PRIMARY KEY, at date NOT NULL, n integer); CREATE INDEX ON $t (at)",
                            "INSERT INTO $t SELECT g, date '2025-01-05', g FROM generate_series(1, 50) g"),
                    "ALTER TABLE $t ADD UNIQUE (n, at)");
        }
    };

    private final List<String> types;
    private final String columns;
    private final List<String> writes;

    Enemy(List<String> types, String columns, List<String> writes) {
        this.types = types;
        this.columns = columns;
        this.writes = writes;
    }

    /** A key of that type, and how a value of it is made of a number. */
    Enemy(String type, String value) {
        this(List.of(), keyed(type), keyedWrites(value, true));
    }

    private static String keyed(String type) {
        return "id %s, at date NOT NULL, n integer, PRIMARY KEY (id)".formatted(type);
    }

    private static String numbered() {
        return "id bigint PRIMARY KEY, at date NOT NULL, n integer";
    }

    private static List<String> keyedWrites(String value, boolean truncates) {
        List<String> writes = new ArrayList<>();
        String insert =
                "INSERT INTO $t SELECT %s, date '2025-01-01' + g, g FROM generate_series(%s) g";
        writes.add(insert.formatted(value.formatted("($n * 100 + g)"), "1, 90"));
        writes.add(
                "UPDATE $t SET n = n + 1, at = at + 20 WHERE id IN (%s, %s)"
                        .formatted(
                                value.formatted("($n * 100 + 3)"),
                                value.formatted("($n * 100 - 7)")));
        writes.add(
                "UPDATE $t SET id = %s WHERE id = %s"
                        .formatted(
                                value.formatted("($n * 100 + 95)"),
                                value.formatted("($n * 100 + 5)")));
        writes.add(
                "DELETE FROM $t WHERE id IN (%s, %s)"
                        .formatted(
                                value.formatted("($n * 100 + 7)"),
                                value.formatted("($n * 100 - 5)")));
        if (truncates) {
            writes.add(
                    "DO $$BEGIN IF $n %% 4 = 2 THEN TRUNCATE $t; %s; END IF; END$$"
                            .formatted(
                                    insert.formatted(value.formatted("($n * 100 + g)"), "91, 94")));
        }
        return writes;
    }

    private static List<String> changingCase() {
        return List.of(
                "INSERT INTO $t SELECT ('Key' || $n * 100 + g), date '2025-01-01' + g, g FROM generate_series(1, 9) g",
                "UPDATE $t SET id = upper(id) WHERE id = ('KEY' || $n * 100 + 3)",
                "UPDATE $t SET id = lower(id), at = at + 31 WHERE id = ('kEY' || $n * 100 - 96)",
                "UPDATE $t SET n = n + 1 WHERE id = ('key' || $n * 100 - 97)",
                "DELETE FROM $t WHERE id = ('keY' || $n * 100 - 95)");
    }

    private static List<String> with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    List<String> create() {
        List<String> all = new ArrayList<>(types);
        all.add("CREATE TABLE $t (%s); CREATE INDEX ON $t (at)".formatted(columns));
        if (columns.equals(numbered())) {
            all.add(
                    "INSERT INTO $t SELECT g, date '2025-01-01' + g, 20 FROM generate_series(1, 50) g");
        }
        return all;
    }

    List<String> writes() {
        return writes;
    }
}
