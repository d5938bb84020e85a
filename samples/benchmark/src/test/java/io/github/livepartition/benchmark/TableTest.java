// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void isMarkdownWithColumnsOfOneWidth() {
        Table table = new Table("", "s");
        table.add("bare copy", "1.5");
        table.add("ours", "1.75");
        assertThat(table)
                .hasToString(
                        """
                        |           | s    |
                        | --------- | ---- |
                        | bare copy | 1.5  |
                        | ours      | 1.75 |""");
    }
}
