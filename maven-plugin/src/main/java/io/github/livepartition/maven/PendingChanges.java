// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.OnlineChange;
import io.github.livepartition.change.PendingChange;
import io.github.livepartition.plan.RefusedException;
import java.util.List;
import java.util.function.Predicate;
import liquibase.changelog.ChangeSet;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Goes through the pending changes and says those that cannot be done, with every reason.
 *
 * @param which of them
 */
record PendingChanges(Changelog changelog, Log log, Predicate<OnlineChange> which) {

    /** For messages. */
    static final String LATER = "the table is not there yet; it is planned when its turn comes";

    /** All of them. */
    PendingChanges(Changelog changelog, Log log) {
        this(changelog, log, change -> true);
    }

    /** What is done with a change. */
    interface Visitor {

        void visit(ChangeSet changeSet, PendingChange change) throws Exception;
    }

    /**
     * Whether there was any.
     *
     * @throws MojoFailureException at the end, when some cannot be done
     */
    boolean visit(Visitor visitor) throws Exception {
        List<OnlineChange> pending = changelog.pending().stream().filter(which).toList();
        if (pending.isEmpty()) {
            log.info("no partition change is pending in " + changelog.file());
        }
        long refused = 0;
        for (OnlineChange change : pending) {
            ChangeSet changeSet = change.getChangeSet();
            log.info(changeSet.toString(false));
            try {
                visitor.visit(changeSet, PendingChange.of(change, changelog.database()));
            } catch (RefusedException e) {
                e.getMessage().lines().forEach(line -> log.error("  " + line));
                refused++;
            }
        }
        if (refused > 0) {
            throw new MojoFailureException(
                    "%d of %d partition changes cannot be done as they are"
                            .formatted(refused, pending.size()));
        }
        return !pending.isEmpty();
    }
}
