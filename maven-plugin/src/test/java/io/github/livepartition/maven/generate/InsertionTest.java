// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InsertionTest {

    @Test
    void findsTheEndOfAnXmlChangelog() {
        assertThat(included(Format.XML, "<databaseChangeLog>\n  <a/>\n</databaseChangeLog>\n"))
                .isEqualTo(
                        "<databaseChangeLog>\n  <a/>\n  <include file=\"n\" relativeToChangelogFile=\"true\"/>\n</databaseChangeLog>\n");
        assertThat(included(Format.XML, "<x:databaseChangeLog a='>'></x:databaseChangeLog >"))
                .isEqualTo(
                        "<x:databaseChangeLog a='>'>\n    <x:include file=\"n\" relativeToChangelogFile=\"true\"/>\n</x:databaseChangeLog >");
        assertThat(
                        included(
                                Format.XML,
                                "<databaseChangeLog>\n</databaseChangeLog><!-- </databaseChangeLog> -->"))
                .endsWith("/>\n</databaseChangeLog><!-- </databaseChangeLog> -->");
        assertThatThrownBy(() -> included(Format.XML, "<databaseChangeLog/>"))
                .isInstanceOf(ChangelogException.class)
                .hasMessage("there is no </databaseChangeLog> to include a file before");
    }

    @Test
    void findsTheEndOfAListInYaml() {
        assertThat(included(Format.YAML, "databaseChangeLog:\n- a: 1"))
                .isEqualTo(
                        "databaseChangeLog:\n- a: 1\n- include:\n    file: n\n    relativeToChangelogFile: true");
        assertThat(included(Format.YAML, "databaseChangeLog:\r\n  - a: '\uD83D\uDE42'\r\nb: 2\r\n"))
                .isEqualTo(
                        "databaseChangeLog:\r\n  - a: '\uD83D\uDE42'\r\n  - include:\r\n      file: n\r\n      relativeToChangelogFile: true\r\nb: 2\r\n");
        assertThat(included(Format.YAML, "databaseChangeLog:\n- a: |\n    x\n# end\n"))
                .endsWith("# end\n- include:\n    file: n\n    relativeToChangelogFile: true\n");
        assertThat(included(Format.YAML, "databaseChangeLog: [{a: 1} ]\n"))
                .isEqualTo(
                        "databaseChangeLog: [{a: 1}, {include: {file: n, relativeToChangelogFile: true}} ]\n");
        assertThatThrownBy(() -> included(Format.YAML, "- a\n"))
                .hasMessage("it has no list databaseChangeLog");
    }

    @Test
    void findsTheEndOfAListInJson() {
        assertThat(included(Format.JSON, "{\"x\": [{}], \"databaseChangeLog\":[{\"a\":[1]} ]}"))
                .isEqualTo(
                        "{\"x\": [{}], \"databaseChangeLog\":[{\"a\":[1]}, { \"include\": { \"file\": \"n\", \"relativeToChangelogFile\": true } } ]}");
        assertThatThrownBy(() -> included(Format.JSON, "{\"databaseChangeLog\": []}"))
                .hasMessage("databaseChangeLog has nothing in it yet");
        assertThatThrownBy(() -> included(Format.JSON, "[")).isInstanceOf(ChangelogException.class);
    }

    @Test
    void showsWhatIsNewWithWhatIsAroundIt() {
        assertThat(new Insertion(6, "new\n").diff("a\nb\nc\nd\ne\n", 2))
                .containsExactly("  b", "  c", "+ new", "  d", "  e");
    }

    private static String included(Format format, String changelog) {
        return format.include(changelog, "n").into(changelog);
    }
}
