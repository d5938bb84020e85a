// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Locale;

/** What is said of what stands around a table. */
final class PreflightTexts {

    private PreflightTexts() {}

    static Finding holder(QualifiedName table, String who, String what) {
        return Finding.warning(
                "%s holds table %s".formatted(who, table),
                "It is %s.".formatted(what),
                "The change waits for the end of its transaction, and after lockRetryFor ends with an error.");
    }

    static Finding prepared(QualifiedName table, String gid, String since) {
        return Finding.warning(
                "prepared transaction \"%s\" holds table %s".formatted(gid, table),
                "It was prepared at %s.".formatted(since),
                "COMMIT PREPARED or ROLLBACK PREPARED it: the change gets its lock not before.");
    }

    static Finding wraparound(QualifiedName table, String age, String due) {
        return Finding.warning(
                "autovacuum to prevent wraparound is near for table %s".formatted(table),
                "Its oldest row is %s transactions old, and at %s it begins, or has begun."
                        .formatted(age, due),
                "VACUUM (FREEZE) the table first: such an autovacuum does not make way for the change.");
    }

    static Finding trigger(
            QualifiedName table, Identifier trigger, String function, Identifier column) {
        return Finding.warning(
                "trigger %s of table %s may set %s".formatted(trigger, table, column),
                "It runs before a row is written, and what function %s does to the row is not seen."
                        .formatted(function),
                "See that it leaves the column alone: the row has its partition by then, and may not leave it.");
    }

    static Finding isolation(String whose, String level) {
        return Finding.warning(
                "%s begins transactions as %s".formatted(whose, level.toUpperCase(Locale.ROOT)),
                "Such a transaction keeps its snapshot to its end.",
                "Keep them short meanwhile: a copy, and a slice with oldSnapshots wait, wait for them; to a slice with oldSnapshots warn they may miss rows.");
    }

    static Finding function(QualifiedName table, String function, String volatility) {
        return Finding.warning(
                "function %s is %s and names %s".formatted(function, volatility, table.name()),
                "It reads with the snapshot of the statement that calls it, which may be older than the change.",
                "Make it VOLATILE meanwhile, or see that the statements that call it are short.");
    }

    static Finding eventTrigger(String name, String event, String function) {
        return Finding.warning(
                "event trigger %s fires on what the change does".formatted(new Identifier(name)),
                "At %s it calls function %s.".formatted(event, function),
                "See that it lets the change pass: what it raises ends a stage, and what it does is done under the lock.");
    }

    static Finding lookUps(Identifier column, int partitions, String indexes) {
        return Finding.note(
                "look-ups without %s look into each of %d partitions".formatted(column, partitions),
                "Indexes that served look-ups without it: %s.".formatted(indexes),
                "Where the application knows %s, let it say so.".formatted(column));
    }

    static Finding fewLocks(int partitions, int indexes, long each, long all, String settings) {
        return Finding.warning(
                "%d partitions with %d indexes each take %d locks at a time"
                        .formatted(partitions, indexes, each),
                "%s make %d: so many for %d statements that look into every partition."
                        .formatted(settings, all, all / each),
                "Raise max_locks_per_transaction, or choose a wider interval, a smaller premake or modulus.");
    }

    static Finding noLocks(int partitions, int indexes, long each, long all, String settings) {
        return new Finding(
                "%d partitions with %d indexes each take %d locks at a time"
                        .formatted(partitions, indexes, each),
                "%s make %d, and all sessions share them.".formatted(settings, all),
                "Raise max_locks_per_transaction, or choose a wider interval, a smaller premake or modulus.");
    }

    static Finding disk(long megabytes, List<String> indexes) {
        return Finding.note(
                "about %d MB of disk are needed".formatted(megabytes),
                "They are for the indexes that are built, %s, and as much WAL is written."
                        .formatted(String.join(", ", indexes)),
                "");
    }

    static Finding statement(Identifier column, String calls, String text) {
        return Finding.warning(
                "a statement does not name %s".formatted(column),
                "It ran %s %s: %s.".formatted(calls, calls.equals("1") ? "time" : "times", text),
                "It will look into every partition: let it say %s where it can.".formatted(column));
    }

    static Finding ctidStatement(String calls, String text) {
        return Finding.warning(
                "a statement names ctid",
                "It ran %s %s: %s.".formatted(calls, calls.equals("1") ? "time" : "times", text),
                CTID);
    }

    static Finding ctidFunction(QualifiedName table, String function) {
        return Finding.warning(
                "function %s names ctid and %s".formatted(function, table.name()), "", CTID);
    }

    private static final String CTID =
            "A ctid is a place in one partition, and each has that place: let it say (tableoid, ctid) IN (SELECT tableoid, ctid …), or take the key.";

    static Finding noStatements(String why) {
        return Finding.note(
                "which statements there are is not seen",
                "pg_stat_statements: %s.".formatted(why.strip()),
                "");
    }

    static Finding unseen(Identifier role) {
        return Finding.note(
                "what sessions of other roles do is not seen",
                "Role %s has no pg_read_all_stats.".formatted(role),
                "GRANT pg_read_all_stats TO %s, so that it can be said who holds the table."
                        .formatted(role));
    }
}
