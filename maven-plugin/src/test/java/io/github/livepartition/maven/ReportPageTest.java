// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Operation;
import io.github.livepartition.catalog.PartitionStatus;
import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.maven.report.ChangeView;
import io.github.livepartition.maven.report.Impact;
import io.github.livepartition.maven.report.Report;
import io.github.livepartition.maven.report.ReportPage;
import io.github.livepartition.maven.report.Sample;
import io.github.livepartition.maven.report.StageView;
import io.github.livepartition.maven.report.TableView;
import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.Severity;
import io.github.livepartition.run.TableStatus;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String EVIL = "a\"'><script>alert(1)</script>\u202e${x}</title>&amp;";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final TableStatus status = status();
    private final Document page = Jsoup.parse(ReportPage.of(report(status)));

    @Test
    void itSaysWhatTheTableIs() {
        PartitionedTable table = status.table();
        assertThat(page.select("table.partitions tbody tr"))
                .extracting(row -> row.child(3).text() + "; " + row.child(4).text())
                .containsExactlyElementsOf(
                        table.partitions().stream()
                                .map(p -> Rows.of(p).words() + "; " + Words.bytes(p.bytes()))
                                .toList());
        assertThat(page.select(".shares .legend li").eachText())
                .containsExactly(
                        "the old heap 62 % of the rows in the old heap",
                        "partitions 38 % of the rows in partitions",
                        "the default partition below 1 % of the rows in the default partition");
        assertThat(page.select(".summary").text()).startsWith(StatusText.summary(table));
        assertThat(page.select(".work li").eachText())
                .containsExactlyElementsOf(
                        StatusText.work(status).stream()
                                .map(line -> line.replace("\u202e", "\\u202E"))
                                .toList());
    }

    @Test
    void thePictureHasAColumnForEachPartitionInItsOrderAndSaysWhatItIs() {
        List<Element> columns = page.select(".timeline g rect");
        assertThat(columns)
                .extracting(Element::className)
                .containsExactly("ordinary", "legacy", "ordinary", "ordinary", "empty", "default");
        assertThat(columns)
                .extracting(column -> column.child(0).text())
                .element(0)
                .asString()
                .endsWith("FROM ('2019-01-01') TO ('2020-01-01'): about 1,000 rows, 8.0 MB");
        assertThat(columns.get(1).attr("height")).isEqualTo("130.0");
        assertThat(page.select("line.now")).hasSize(1);
        assertThat(page.select(".timeline rect.complete[x], .timeline rect.staged[x]")).hasSize(2);
    }

    @Test
    void rangesOnTheirWaySayHowLargeTheyAre() {
        assertThat(page.select("section.table > .scroll tbody tr"))
                .extracting(row -> row.child(3).text() + "; " + row.child(4).text())
                .containsExactly("about 1,500 rows; 12 MB", "; ");
        assertThat(StatusJson.of(List.of(status)))
                .contains("\"state\":\"complete\",\"rows\":1500,\"bytes\":12582912}")
                .contains("\"state\":\"to be indexed\",\"rows\":null,\"bytes\":null}");
    }

    @Test
    void whatARunHasMovedIsALineAndATable() {
        assertThat(page.select("polyline").attr("points"))
                .isEqualTo("0.00,99.50 50.00,50.00 100.00,0.00");
        assertThat(page.select(".progress tbody tr").eachText())
                .containsExactly(
                        "2026-11-25 12:00:00 10",
                        "2026-11-25 12:00:30 1,000",
                        "2026-11-25 12:01:00 2,000");
        assertThat(page.select(".progress figcaption").text()).startsWith("2,000 rows in 60 s");
    }

    @Test
    void aThousandPartitionsAreAPictureToo() {
        List<PartitionStatus> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(i);
            many.add(partition("d" + i, day.toString(), day.plusDays(1).toString(), 5, i));
        }
        TableView view =
                ReportTables.view(
                        new TableStatus(
                                table(many),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty()),
                        NOW,
                        List.of());
        Document large = Jsoup.parse(ReportPage.of(report(List.of(view), List.of())));
        assertThat(large.select(".timeline g rect")).hasSizeBetween(50, 100);
        assertThat(large.select("table.partitions tbody tr")).hasSize(1000);
        assertThat(large.select("details[open]")).isEmpty();
    }

    @Test
    void nothingIsAskedForAndNothingRuns() {
        assertThat(page.select("script, link, iframe, object, embed, img, form, base, [style]"))
                .isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(
                        element ->
                                assertThat(element.attributes().asList())
                                        .noneMatch(a -> a.getKey().startsWith("on"))
                                        .noneMatch(
                                                a ->
                                                        List.of("src", "xlink:href")
                                                                .contains(a.getKey()))
                                        .noneMatch(
                                                a ->
                                                        a.getKey().equals("href")
                                                                && !a.getValue().startsWith("#")));
        assertThat(page.select("style").html()).doesNotContain("@import", "url(", "http");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .matches(
                        "default-src 'none'; style-src 'sha256-[^' ]+'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void namesAreTextWhereverTheyStand() {
        String seen = EVIL.replace("\u202e", "\\u202E");
        assertThat(page.select("h2").eachText())
                .contains("\"S\".\"%st\"".formatted(seen.replace("\"", "\"\"")));
        assertThat(page.select("h3").eachText()).contains("db/" + seen);
        assertThat(page.select(".timeline g rect title").eachText())
                .anyMatch(
                        text ->
                                text.startsWith(
                                        "\"S\".\"%s\" FROM".formatted(seen.replace("\"", "\"\""))));
        assertThat(page.select(".finding .message").eachText())
                .containsExactly("worst " + seen, "bad", "good to know");
        assertThat(page.html()).doesNotContain("\u202e", "<script>");
    }

    @Test
    void itHasTheOrderThatAReaderOfItNeeds() {
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("header, main, footer, nav[aria-label]")).hasSize(4);
        int level = 1;
        for (Element heading : page.select("h1, h2, h3, h4")) {
            int next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
            level = next;
        }
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(page.select("[aria-labelledby]").eachAttr("aria-labelledby"));
        assertThat(ids)
                .containsAll(
                        page.select("a[href]").eachAttr("href").stream()
                                .map(h -> h.substring(1))
                                .toList());
        assertThat(page.select("svg"))
                .allSatisfy(svg -> assertThat(svg.select("> title").text()).isNotBlank());
        assertThat(page.select("th:not([scope])")).isEmpty();
        assertThat(page.select(".stages > li"))
                .allSatisfy(
                        stage ->
                                assertThat(stage.select(".chip").text())
                                        .matches("[●▲■] (reads|writes) .*"));
    }

    @Test
    void whatIsEstimatedStandsWithTheStages() {
        assertThat(page.select(".change .notes li").eachText())
                .contains("needs about 3 GB of disk");
        assertThat(page.select(".stages dd").eachText()).contains("reads, about 5 min");
    }

    @Test
    void textWouldBreakThePolicyOfNoOtherPage() {
        Pattern hash = Pattern.compile("sha256-[^']+");
        String empty = ReportPage.of(report(List.of(), List.of()));
        assertThat(hash.matcher(empty).results().map(r -> r.group()))
                .containsExactlyElementsOf(
                        hash.matcher(ReportPage.of(report(status)))
                                .results()
                                .map(r -> r.group())
                                .toList());
        assertThat(empty).contains("No table is partitioned.", "No partition change is pending in");
    }

    static Report report(TableStatus status) {
        ChangeView refused =
                ReportChanges.refused(
                        "db/" + EVIL,
                        "partition",
                        List.of(
                                new Finding(Severity.NOTE, "good to know", "", ""),
                                new Finding(Severity.ERROR, "worst " + EVIL, "detail", "hint"),
                                new Finding(Severity.WARNING, "bad", "", "")));
        ChangeView planned =
                new ChangeView(
                        "db::x::me",
                        "do it",
                        "",
                        false,
                        List.of("needs about 3 GB of disk"),
                        List.of(),
                        Optional.empty(),
                        List.of("note " + EVIL),
                        List.of(),
                        List.of(stage(1, Impact.GOES_ON), stage(2, Impact.ALL_WAIT)));
        return report(
                List.of(ReportTables.view(status, NOW, samples())), List.of(refused, planned));
    }

    private static StageView stage(int number, Impact impact) {
        return new StageView(
                number,
                "stage " + EVIL,
                impact,
                "SHARE",
                "no",
                "reads",
                "about 5 min",
                List.of("a", "b"),
                List.of("SHARE on " + EVIL));
    }

    private static Report report(List<TableView> tables, List<ChangeView> changes) {
        return new Report(
                "plan",
                "2026-11-25 12:00:00 UTC",
                "db:5432/" + EVIL,
                "18.6",
                Optional.of("db/changelog.xml"),
                tables,
                changes,
                List.of());
    }

    private static List<Sample> samples() {
        return List.of(
                new Sample(NOW, 10),
                new Sample(NOW.plusSeconds(30), 1_000),
                new Sample(NOW.plusSeconds(60), 2_000));
    }

    private static TableStatus status() {
        List<PartitionStatus> partitions =
                List.of(
                        partition(EVIL, "2019-01-01", "2020-01-01", 1_000, 8 << 20),
                        legacy(),
                        partition("y2026m11", "2026-11-01", "2026-12-01", 10_000, 90 << 20),
                        partition("y2026m12", "2026-12-01", "2027-01-01", 2_000, 12 << 20),
                        partition("y2027m01", "2027-01-01", "2027-02-01", 0, 0),
                        new PartitionStatus(
                                name("rest"),
                                name(EVIL + "t"),
                                true,
                                "DEFAULT",
                                OptionalLong.of(3),
                                true,
                                8192,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false));
        Operation work =
                new Operation(
                        7,
                        "partition S." + EVIL,
                        61,
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of(
                                new Operation.Activity(
                                        8,
                                        Optional.of(EVIL),
                                        Optional.empty(),
                                        "idle in transaction",
                                        5,
                                        Optional.of("LOCK TABLE x"))));
        return new TableStatus(
                table(partitions),
                Optional.empty(),
                Optional.of(staging()),
                List.of(work),
                Optional.empty());
    }

    private static TableStatus.Unfinished staging() {
        CopyState copy =
                new CopyState(
                        CopyState.Phase.COPYING,
                        "",
                        false,
                        false,
                        0,
                        false,
                        false,
                        KeyMemory.NOTHING);
        return new TableStatus.Unfinished(
                name("legacy"),
                name("log"),
                true,
                Optional.empty(),
                Optional.of(
                        new StageState(
                                copy,
                                Optional.empty(),
                                List.of(range("y2020", true), range("y2021", false)))),
                Map.of(new Identifier("y2020"), new Extent(1_500, 8 << 20, 4 << 20, true)));
    }

    private static StageState.Range range(String name, boolean compared) {
        return new StageState.Range(
                new Identifier(name),
                Optional.of("2020-01-01 00:00:00+00"),
                "2021-01-01 00:00:00+00",
                true,
                true,
                compared,
                compared,
                false,
                false,
                false,
                Optional.empty());
    }

    private static PartitionStatus legacy() {
        return new PartitionStatus(
                name("legacy"),
                name(EVIL + "t"),
                true,
                "FOR VALUES FROM ('2020-01-01') TO ('2026-11-01')",
                OptionalLong.of(21_300),
                false,
                900L << 20,
                1,
                Optional.of(seconds("2020-01-01")),
                Optional.of(seconds("2026-11-01")),
                true,
                false);
    }

    private static PartitionStatus partition(
            String name, String from, String to, long rows, long bytes) {
        return new PartitionStatus(
                name(name),
                name(EVIL + "t"),
                true,
                "FOR VALUES FROM ('%s') TO ('%s')".formatted(from, to),
                OptionalLong.of(rows),
                false,
                bytes,
                0,
                Optional.of(seconds(from)),
                Optional.of(seconds(to)),
                false,
                false);
    }

    private static PartitionedTable table(List<PartitionStatus> partitions) {
        return new PartitionedTable(
                1,
                name(EVIL + "t"),
                Optional.of("RANGE (at)"),
                Optional.of(new Identifier("at")),
                Optional.of("date"),
                partitions);
    }

    private static BigDecimal seconds(String day) {
        return BigDecimal.valueOf(
                LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }

    private static QualifiedName name(String name) {
        return QualifiedName.of("S", name);
    }
}
