// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import static io.github.livepartition.run.Request.hash;
import static io.github.livepartition.run.Request.list;
import static io.github.livepartition.run.Request.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.livepartition.plan.CopyFacts;
import io.github.livepartition.plan.CopyPlanner;
import io.github.livepartition.plan.KeyFacts;
import io.github.livepartition.plan.Plan;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that meets rows, or a request, that it was not made for. */
@PostgresTest
class CopyAgainIT {

    private static final Request REQUEST = Request.of("Sales", "t", "at", "month").premake(1);

    private static final String ROWS = "SELECT count(*), sum(id) FROM \"Sales\".t";

    @BeforeEach
    void create(TestDatabase database) {
        database.query(
                """
                CREATE TABLE "Sales".t (id bigint, tenant text NOT NULL, at date NOT NULL, PRIMARY KEY (id, tenant, at));
                CREATE INDEX ON "Sales".t (at);
                INSERT INTO "Sales".t SELECT g, (ARRAY['a', 'b'])[g % 2 + 1], current_date FROM generate_series(1, 100) AS g;
                """);
    }

    @Test
    void getsPartitionsOnBothLevelsForKeysThatHaveCome(TestDatabase database) throws Exception {
        Request request =
                REQUEST.copy(
                        list("tenant", values("t_a", "a"), values("t_b", "b")), REQUEST.range());
        Runs.upTo(database, request, "switch");
        List<String> before = parts(database, "t_copy");
        database.query(
                "INSERT INTO \"Sales\".t VALUES (1000, 'a', current_date + 150), (1001, 'b', current_date - 400)");
        assertThat(Runs.convert(database, request))
                .anyMatch(line -> line.matches(".*create \\d+ more partitions of .*"));
        assertThat(database.query(ROWS)).containsExactly("102|7051");
        assertThat(parts(database, "t")).containsAll(before).hasSizeGreaterThan(before.size() + 6);
        assertThat(parts(database, "t"))
                .filteredOn(name -> name.startsWith("t_a_"))
                .hasSameSizeAs(
                        parts(database, "t").stream()
                                .filter(name -> name.startsWith("t_b_"))
                                .toList());
    }

    @Test
    void getsWholePartitionsOfPartitions(TestDatabase database) throws Exception {
        Request request = REQUEST.copy(REQUEST.range(), hash("id", 3));
        Runs.upTo(database, request, "build the indexes of \"Sales\".\"t_copy\"");
        int before = parts(database, "t_copy").size();
        database.query("INSERT INTO \"Sales\".t VALUES (1000, 'a', current_date + 150)");
        Runs.convert(database, request);
        assertThat(database.query(ROWS)).containsExactly("101|6050");
        assertThat(parts(database, "t").size() - before)
                .isPositive()
                .satisfies(more -> assertThat(more % 4).isZero());
    }

    @Test
    void beginsAnewWhenItIsAskedForOtherwise(TestDatabase database) throws Exception {
        Runs.upTo(database, REQUEST.copy(hash("id", 3)), "switch");
        Request other = REQUEST.copy(list("tenant", values("t_a", "a"), values("t_b", "b", "c")));
        Runs.convert(database, other);
        assertThat(parts(database, "t")).containsExactly("t_a", "t_b");
        assertThat(database.query(ROWS)).containsExactly("100|5050");
        assertThat(database.query("SELECT obj_description('\"Sales\".t'::regclass) IS NULL"))
                .containsExactly("t");
    }

    /** Without an index on the column of a huge table. */
    @Test
    void saysThatItDoesNotKnowTheValues(TestDatabase database) throws Exception {
        Request request = REQUEST.copy(list("tenant", values("t_a", "a")));
        try (Connection connection = database.owner()) {
            CopyFacts facts = CopyReading.facts(connection, request.conversion());
            Map<Identifier, KeyFacts> columns = new HashMap<>(facts.columns());
            columns.replaceAll(
                    (column, known) ->
                            new KeyFacts(
                                    false,
                                    Optional.empty(),
                                    Optional.empty(),
                                    true,
                                    true,
                                    known.values(),
                                    known.equals(),
                                    List.of()));
            Plan plan =
                    CopyPlanner.plan(
                            request.conversion(),
                            new CopyFacts(
                                    facts.facts(),
                                    columns,
                                    facts.structure(),
                                    facts.state(),
                                    facts.copy(),
                                    facts.tree(),
                                    facts.keys(),
                                    facts.unprovedKeys(),
                                    facts.functionThere()));
            assertThat(plan.notes())
                    .contains(
                            "Whether every \"tenant\" has a partition is not known, as no index leads with \"tenant\": a row that has none will stop the copy, not the application.");
        }
    }

    @Test
    void stopsAtAValueThatHasComeAndGoesOnWithAPartitionForIt(TestDatabase database)
            throws Exception {
        Request request = REQUEST.copy(list("tenant", values("t_a", "a"), values("t_b", "b")));
        Runs.upTo(database, request, "switch");
        database.query("INSERT INTO \"Sales\".t VALUES (1000, 'new', current_date)");
        assertThatThrownBy(() -> Runs.convert(database, request))
                .hasMessageContaining("Column \"tenant\" is 'new'.");
        Runs.convert(
                database,
                REQUEST.copy(
                        list(
                                "tenant",
                                values("t_a", "a", "new"),
                                values("t_b", "b"),
                                values("t_rest"))));
        assertThat(database.query(ROWS)).containsExactly("101|6050");
        assertThat(database.query("SELECT count(*) FROM \"Sales\".t_a")).containsExactly("51");
    }

    private static List<String> parts(TestDatabase database, String table) {
        return database.query(
                "SELECT c.relname FROM pg_partition_tree('\"Sales\".%s') AS t JOIN pg_class AS c ON c.oid = t.relid WHERE level > 0 ORDER BY 1"
                        .formatted(table));
    }
}
