// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The report of a table that is half drained, in a browser. */
@PostgresTest
class ReportIT {

    private static final Path PICTURES = Path.of("target", "report");

    /** A text whose colours are too much alike, below the 4.5 to 1 that WCAG asks for. */
    private static final String TOO_FAINT =
            """
            const light = c => { const v = c.match(/[\\d.]+/g).map(Number).slice(0, 3).map(x => x / 255)
              .map(x => x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4)); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
            const behind = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(b)) return b } return 'rgb(255, 255, 255)' };
            return [...document.querySelectorAll('body *')]
              .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('title') && e.getClientRects().length)
              .map(e => { const s = getComputedStyle(e); const a = light(e.closest('svg') ? s.fill : s.color), b = light(behind(e.closest('svg') ? e.closest('svg').parentElement : e));
                return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.trim()] })
              .filter(([ratio]) => ratio < 4.5).map(([ratio, text]) => ratio.toFixed(1) + ' ' + text)""";

    @Test
    void theReportOfAHalfDrainedTableIsReadableAndTrue(TestDatabase db) throws Exception {
        Path page = halfDrained(db).file("target/partition/report.html").toAbsolutePath();
        try (Browser browser = Browser.open()) {
            browser.screen(1200, false);
            browser.show(page);
            assertThat(shownPartitions(browser)).isEqualTo(partitions(db));
            assertThat(
                            browser.strings(
                                    "return [...document.querySelectorAll('.stages .chip')].map(chip => chip.textContent)"))
                    .contains("● reads and writes go on", "■ reads and writes wait, briefly");
            isReadable(browser, "drained");
            assertThat(stops(browser))
                    .startsWith("A To the content")
                    .anyMatch(stop -> stop.startsWith("SUMMARY "))
                    .endsWith("BODY ");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).containsOnly(page.toUri().toString());
        }
    }

    /** What it will be, and what is recommended where nothing is pending. */
    @Test
    void theReportOfATableThatIsNotConvertedYet(TestDatabase db) throws Exception {
        Project project = filled(db);
        MavenRun plan = project.runs("partition:plan", "-Dliquibase.contexts=convert");
        Path page = project.file("target/partition/report.html").toAbsolutePath();
        try (Browser browser = Browser.open()) {
            browser.screen(1200, false);
            browser.show(page);
            List<String> rows =
                    browser.strings(
                            "return [...document.querySelectorAll('.change table.partitions tbody tr')].map(row => [...row.cells].map(cell => cell.textContent).join('|'))");
            assertThat(rows)
                    .hasSize(4)
                    .hasSameSizeAs(
                            browser.strings(
                                    "return [...document.querySelectorAll('.change .timeline g rect title')].map(e => e.textContent)"))
                    .element(0)
                    .asString()
                    .startsWith(
                            "\"Or\"\"ders <b>_legacy\"|MINVALUE to 2027-01-01|old heap|about 20,000 rows|");
            assertThat(rows.subList(1, rows.size()))
                    .allMatch(row -> row.endsWith("|partition, empty, for rows to come||"));
            assertThat(plan.lines().stream().filter(line -> line.endsWith(": for rows to come")))
                    .hasSize(rows.size() - 1);
            isReadable(browser, "planned");

            List<String> lines =
                    project.runs(
                                    "partition:plan",
                                    "-Dliquibase.contexts=nothing",
                                    "-DlargerThan=100 kB")
                            .lines();
            browser.screen(1200, false);
            browser.show(page);
            assertThat(
                            browser.strings(
                                    "return [...document.querySelectorAll('#recommended ~ article')].map(e => e.querySelector('h3').textContent + '|' + e.querySelector('code').textContent)"))
                    .singleElement()
                    .asString()
                    .startsWith("\"Sales\".\"Or\"\"ders <b>\"|mvn partition:generate ")
                    .satisfies(
                            shown ->
                                    assertThat(lines)
                                            .contains(
                                                    "[INFO]     "
                                                            + shown.substring(
                                                                    shown.indexOf("mvn"))));
            isReadable(browser, "recommended");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).containsOnly(page.toUri().toString());
        }
    }

    /** On a large screen and on a phone, by day and by night; pictures are left to look at. */
    private static void isReadable(Browser browser, String name) throws Exception {
        for (int width : List.of(1200, 360)) {
            for (boolean dark : List.of(false, true)) {
                browser.screen(width, dark);
                browser.picture(
                        PICTURES.resolve(
                                "%s-%s-%d.png".formatted(name, dark ? "dark" : "light", width)));
                assertThat(browser.strings(TOO_FAINT)).isEmpty();
                assertThat(
                                browser.driver()
                                        .executeScript(
                                                "return document.documentElement.scrollWidth"))
                        .as("nothing is wider than the screen")
                        .isEqualTo((long) width);
            }
        }
    }

    private static Project filled(TestDatabase db) {
        db.query(
                """
                CREATE TABLE "Sales"."Or""ders <b>" (id bigint PRIMARY KEY, at timestamptz NOT NULL, what text);
                INSERT INTO "Sales"."Or""ders <b>" SELECT g, timestamptz '2019-03-01 00:00+00' + g * interval '2 hours', 'it ' || g
                  FROM generate_series(1, 20000) AS g;
                ANALYZE "Sales"."Or""ders <b>";
                CREATE TABLE "Sales".events (id bigint PRIMARY KEY, at date);
                """);
        return Project.copy("report", db);
    }

    private static Project halfDrained(TestDatabase db) {
        Project project = filled(db);
        project.runs("liquibase:update", "-Dliquibase.contexts=convert");
        project.runs("partition:run", "-Dliquibase.contexts=move");
        db.query("ANALYZE \"Sales\".\"Or\"\"ders <b>\"");
        MavenRun plan = project.run("partition:plan");
        assertThat(plan.lines()).anyMatch(line -> line.endsWith("report.html"));
        return project;
    }

    private static List<String> shownPartitions(Browser browser) {
        return browser.strings(
                "return [...document.querySelectorAll('section.table table.partitions tbody tr')].map(row => [...row.cells].map(cell => cell.textContent).join('|'))");
    }

    /** The same from the catalog. */
    private static List<String> partitions(TestDatabase db) {
        return db
                .query(
                        """
                        SELECT format('%s|%s|%s|%s', c.relname, replace(pg_get_expr(c.relpartbound, c.oid), 'FOR VALUES ', ''), c.reltuples, pg_total_relation_size(c.oid))
                        FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                        WHERE i.inhparent = '"Sales"."Or""ders <b>"'::regclass
                        ORDER BY pg_get_expr(c.relpartbound, c.oid) NOT LIKE '%MINVALUE%', pg_get_expr(c.relpartbound, c.oid)
                        """)
                .stream()
                .map(ReportIT::asShown)
                .toList();
    }

    private static String asShown(String row) {
        String[] cells = row.split("\\|");
        long rows = Long.parseLong(cells[2]);
        return String.join(
                "|",
                QualifiedName.of("Sales", cells[0]).toString(),
                cells[1].replaceAll(
                        "FROM \\('?(.*?)( 00:00:00\\+00')?\\) TO \\('(.*) 00:00:00\\+00'\\)",
                        "$1 to $3"),
                cells[0].endsWith("_legacy")
                        ? "old heap"
                        : rows == 0 ? "partition, empty" : "partition",
                (rows == 0 ? "" : "about ") + Words.count(rows) + " rows",
                Words.bytes(Long.parseLong(cells[3])));
    }

    /** Where the tabulator key leads, until it has left the page. */
    private static List<String> stops(Browser browser) {
        List<String> stops = new java.util.ArrayList<>();
        do {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            stops.add(
                    browser.driver()
                            .executeScript(
                                    "const e = document.activeElement; return e.tagName + ' ' + (e.tagName === 'BODY' ? '' : e.textContent.trim().slice(0, 30))")
                            .toString());
        } while (!stops.get(stops.size() - 1).equals("BODY ") && stops.size() < 500);
        return stops;
    }
}
