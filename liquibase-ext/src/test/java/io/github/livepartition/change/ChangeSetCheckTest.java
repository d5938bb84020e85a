// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.livepartition.plan.Finding;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import org.junit.jupiter.api.Test;

class ChangeSetCheckTest {

    @Test
    void refusesAnotherExecutor() {
        assertThat(findings(false, "psql"))
                .containsExactly(
                        new Finding(
                                "change cannot run with \"psql\"",
                                "It runs on Liquibase's own connection.",
                                "Remove runWith from the changeSet."));
    }

    @Test
    void takesLiquibasesOwnExecutorByName() {
        assertThat(findings(false, "jdbc")).isEmpty();
    }

    @Test
    void showsTheLineForFormattedSql() {
        assertThat(findings(true, null))
                .extracting(Finding::hint)
                .containsExactly("Add to the changeSet: runInTransaction:false");
    }

    private static List<Finding> findings(boolean runInTransaction, String runWith) {
        DatabaseChangeLog changeLog = new DatabaseChangeLog("db/changes.SQL");
        ChangeSet changeSet =
                new ChangeSet(
                        "1", "me", false, false, null, null, null, runInTransaction, changeLog);
        changeSet.setRunWith(runWith);
        changeSet.addChange(new ConvertToPartitionedChange());
        return new ChangeSetCheck("change", changeSet).findings();
    }
}
