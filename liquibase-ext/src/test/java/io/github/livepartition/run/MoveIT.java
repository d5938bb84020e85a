// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges leave the old heap and come back. */
@PostgresTest
class MoveIT {

    private static final Request REQUEST = Orders.request().boundary("2027-03-01");

    private static List<String> bounds(TestDatabase database) {
        return database.query(
                """
                SET "TimeZone" = 'UTC';
                SELECT c.relname, pg_get_expr(relpartbound, c.oid) FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
                WHERE inhparent = '%s'::regclass ORDER BY pg_get_expr(relpartbound, c.oid) LIKE '%%MINVALUE%%' DESC, pg_get_expr(relpartbound, c.oid)
                """
                        .formatted(Orders.NAME));
    }

    private static String rows(TestDatabase database) {
        return database.one(
                "SELECT count(*) || ' ' || md5(string_agg(o::text, ' ' ORDER BY \"Id\")) FROM %s AS o"
                        .formatted(Orders.NAME));
    }

    @Test
    void oneRangeThereAndBack(TestDatabase database) throws Exception {
        Orders.create(database, 5000);
        Orders.grant(database);
        Runs.convert(database, REQUEST);
        var before = Definition.of(database);
        String rows = rows(database);
        Moving moving = Moving.of(REQUEST, "MINVALUE", "2025-01-01").name("old \"ones");

        List<String> said = moving.there(database);
        assertThat(bounds(database))
                .startsWith(
                        "old \"ones|FOR VALUES FROM (MINVALUE) TO ('2025-01-01 00:00:00+00')",
                        "Ord\"ers_legacy|FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2027-03-01 00:00:00+00')");
        assertThat(database.one("SELECT count(*) FROM \"Sales\".\"old \"\"ones\""))
                .isEqualTo("1463");
        assertThat(rows(database)).isEqualTo(rows);
        assertThat(said).anyMatch(line -> line.contains("rows moved, all keys below"));
        assertThat(moving.there(database)).singleElement().asString().contains("nothing is left");

        moving.back(database);
        assertThat(Definition.of(database)).containsExactlyElementsOf(before);
        assertThat(rows(database)).isEqualTo(rows);
    }
}
