// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.catalog.Candidate;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AdvisorTest {

    private static final long GB = 1L << 30;
    private static final Candidate.Column DATE = date("a\"t", 0.99, 40);
    private static final Candidate.Column ID =
            new Candidate.Column(
                    new Identifier("Id"),
                    "bigint",
                    true,
                    OptionalDouble.of(1),
                    true,
                    false,
                    true,
                    0,
                    number(0),
                    number(400_000_000));

    @Test
    void leavesSmallTablesAlone() {
        assertThat(Advisor.of(table(GB, 0, 0, DATE), 10 * GB)).isEmpty();
        assertThat(Advisor.of(table(10 * GB, 0, 0, DATE), 10 * GB)).isPresent();
    }

    @Test
    void countsWhatItWillBeInAYear() {
        Candidate growing = grown(table(GB, 0, 0, DATE), 100_000_000, 100);
        Advice advice = Advisor.of(growing, GB * 3 / 2).orElseThrow();
        assertThat(advice.rowsPerDay()).contains(1_000_000L);
        assertThat(advice.reasons().get(0))
                .isEqualTo("100000000 rows were inserted in 100 days, about 1000000 a day.");
        assertThat(Advisor.of(grown(table(GB, 0, 0, DATE), 100_000_000, 6), GB * 3 / 2))
                .as("statistics of a few days say nothing")
                .isEmpty();
    }

    @Test
    void cutsByTheDateWhereNothingSpeaksForTheId() {
        Advice advice = advice(table(100 * GB, 0, 100, DATE, ID));
        assertThat(advice.cut()).contains(new Advice.Cut(DATE.name(), "month", false));
        assertThat(advice.reasons())
                .containsExactly(
                        "By \"a\"\"t\" its rows are of 1000 days, about 400000 a day.",
                        "\"a\"\"t\" is the time of the insert, and lies in the heap in its order: old rows leave as whole partitions, and a query for a time reads few.",
                        "Strategy attach: no row is copied before the cut-over, and history is moved when you like.",
                        "The primary key gets \"a\"\"t\" as well, so that ON CONFLICT and references name both.");
    }

    @Test
    void cutsByTheIdWhereOtherTablesNameIt() {
        Advice advice = advice(table(100 * GB, 2, 100, DATE, ID));
        assertThat(advice.cut()).contains(new Advice.Cut(ID.name(), "10000000", false));
        assertThat(advice.reasons())
                .containsSubsequence(
                        "2 foreign keys name it; by \"a\"\"t\" each of them would have to name that column too.",
                        "A partition column that is the primary key, and only grows, keeps the key, the references to it and ON CONFLICT (\"Id\"), and a look-up by \"Id\" reads one partition.")
                .noneMatch(reason -> reason.startsWith("The primary key gets"));
    }

    @Test
    void cutsByTheIdWhereRowsAreLookedUpByIt() {
        assertThat(advice(table(100 * GB, 0, 400, DATE, ID)).cut().get().column())
                .as("ten times as often is not yet more")
                .isEqualTo(DATE.name());
        Advice advice = advice(table(100 * GB, 0, 401, DATE, ID));
        assertThat(advice.cut().get().column()).isEqualTo(ID.name());
        assertThat(advice.reasons())
                .contains(
                        "Rows are looked up by \"Id\" far more often than by \"a\"\"t\" (401 and 40 times): by the latter, each look-up would search every partition.");
    }

    @Test
    void cutsByTheIdWhereThereIsNoDate() {
        Advice advice = advice(table(100 * GB, 0, 0, ID));
        assertThat(advice.cut()).map(Advice.Cut::column).contains(ID.name());
        assertThat(advice.rowsPerDay()).isEmpty();
        assertThat(advice.reasons().get(0)).isEqualTo("No date or timestamp is NOT NULL.");
    }

    @Test
    void sparesARandomHeapTheReadsOfMoves() {
        Advice advice = advice(table(100 * GB, 0, 0, date("at", 0.49, 0)));
        assertThat(advice.cut()).map(Advice.Cut::copies).contains(true);
        assertThat(advice.reasons())
                .contains(
                        "Strategy copy: the rows of a range lie all over the heap, and a copy reads them once.");
        assertThat(advice(table(100 * GB, 0, 0, date("at", 0.5, 0))).cut())
                .map(Advice.Cut::copies)
                .contains(false);
    }

    @Test
    void widensAndNarrowsPartitionsWithTheGrowth() {
        assertThat(interval(2 * GB)).isEqualTo("year");
        assertThat(interval(100 * GB)).isEqualTo("month");
        assertThat(interval(1000 * GB)).isEqualTo("week");
        assertThat(interval(4000 * GB)).isEqualTo("day");
        assertThat(interval(40_000 * GB)).isEqualTo("hour");
    }

    @Test
    void saysThatNothingIsFitAndWhatOtherKeysNeed() {
        Candidate.Column nullable =
                new Candidate.Column(
                        new Identifier("at"),
                        "date",
                        false,
                        OptionalDouble.empty(),
                        false,
                        false,
                        false,
                        0,
                        Optional.empty(),
                        Optional.empty());
        Advice none = advice(table(100 * GB, 0, 0, nullable));
        assertThat(none.cut()).isEmpty();
        assertThat(none.reasons())
                .containsExactly(
                        "No column is fit: it takes a NOT NULL date or timestamp, or a whole number that only grows and is the primary key.");
        Candidate plain = table(100 * GB, 0, 0, ID);
        Candidate unique =
                new Candidate(
                        plain.name(),
                        plain.rows(),
                        plain.bytes(),
                        0,
                        OptionalDouble.empty(),
                        0,
                        0,
                        List.of(new Identifier("by no")),
                        plain.columns());
        assertThat(advice(unique).reasons())
                .contains("A unique key must contain the partition column; look at \"by no\".");
    }

    /** Of a table whose rows are of 1000 days. */
    private static String interval(long bytes) {
        return advice(table(bytes, 0, 0, DATE)).cut().orElseThrow().interval();
    }

    private static Advice advice(Candidate table) {
        return Advisor.of(table, 0).orElseThrow();
    }

    private static Candidate.Column date(String name, double order, long scans) {
        return new Candidate.Column(
                new Identifier(name),
                "timestamp with time zone",
                true,
                OptionalDouble.of(order),
                false,
                true,
                false,
                scans,
                number(0),
                number(86_400L * 1000));
    }

    private static Optional<BigDecimal> number(long value) {
        return Optional.of(BigDecimal.valueOf(value));
    }

    private static Candidate table(
            long bytes, int incoming, long keyScans, Candidate.Column... columns) {
        return new Candidate(
                QualifiedName.of("app", "Ev\"ents"),
                400_000_000,
                bytes,
                0,
                OptionalDouble.empty(),
                keyScans,
                incoming,
                List.of(),
                List.of(columns));
    }

    private static Candidate grown(Candidate table, long inserted, double days) {
        return new Candidate(
                table.name(),
                table.rows(),
                table.bytes(),
                inserted,
                OptionalDouble.of(days),
                0,
                0,
                List.of(),
                List.of());
    }
}
