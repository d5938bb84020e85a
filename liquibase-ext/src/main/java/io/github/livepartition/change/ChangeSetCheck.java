// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import java.util.ArrayList;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.serializer.LiquibaseSerializable;

/** What a change that commits by itself needs of its changeSet. */
record ChangeSetCheck(String change, ChangeSet changeSet) {

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (changeSet.isRunInTransaction()) {
            findings.add(ChangeRefusals.inTransaction(change, ChangelogFormat.of(file())));
        }
        if (changeSet.getChanges().size() > 1) {
            findings.add(
                    ChangeRefusals.notAlone(
                            change,
                            changeSet.getChanges().stream()
                                    .map(LiquibaseSerializable::getSerializedObjectName)
                                    .toList()));
        }
        if (!changeSet.getSqlVisitors().isEmpty()) {
            findings.add(ChangeRefusals.modifySql(change));
        }
        if (changeSet.getRunWith() != null && !changeSet.getRunWith().equalsIgnoreCase("jdbc")) {
            findings.add(ChangeRefusals.runWith(change, changeSet.getRunWith()));
        }
        return findings;
    }

    private String file() {
        return changeSet.getChangeLog() == null
                ? changeSet.getFilePath()
                : changeSet.getChangeLog().getPhysicalFilePath();
    }
}
