// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.drain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Two nights in which {@code update} does not get ready: one ends too soon, and in the other
 * somebody terminates its session. Anything else that goes wrong fails.
 */
public final class ShortNights {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** SQLSTATEs of a window that is over, and of a session that was terminated, begin so. */
    private static final Set<String> ENDED = Set.of("57", "08");

    private static final Duration LONG = Duration.ofHours(1);

    private final Update update;
    private final Staged staged;

    private ShortNights(Update update, Staged staged) {
        this.update = update;
        this.staged = staged;
    }

    /**
     * @param args JDBC URL, owner, changelog, its search path, parameters of the changelog as
     *     {@code name=value} with commas between, seconds of the first night, months of the second
     */
    public static void main(String[] args) throws Exception {
        var nights =
                new ShortNights(
                        Update.of(args[0], args[1], args[2], args[3], args[4]),
                        new Staged(args[0], args[1]));
        nights.first(Duration.ofSeconds(Long.parseLong(args[5])));
        nights.second(Integer.parseInt(args[6]));
    }

    private void first(Duration length) throws Exception {
        run("The first night, of %d seconds".formatted(length.toSeconds()), length);
    }

    private void second(int months) throws Exception {
        long enough = staged.months() + months;
        var administrator = new Administrator(staged, enough);
        administrator.start();
        run("The second night, in which somebody terminates the session", LONG);
        administrator.interrupt(); // who has come too late where a machine is fast
        administrator.join();
    }

    private void run(String title, Duration length) throws Exception {
        OUT.printf("%n%s%n%n", title);
        try {
            update.run(window(length));
            OUT.println("It was long enough: nothing is left to do.");
        } catch (Exception e) {
            var said = expected(e);
            OUT.printf("%nIt ends: %s%n", said.getMessage().lines().findFirst().orElse(""));
        }
        OUT.printf("Months that are complete: %d%n", staged.months());
    }

    private static String window(Duration length) {
        var now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        return now + "-" + now.plus(length);
    }

    /** What PostgreSQL said, if it is what was to happen. */
    private static SQLException expected(Exception failure) throws Exception {
        Optional<SQLException> said = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                said = Optional.of(sql);
            }
        }
        return said.filter(sql -> ENDED.contains(sql.getSQLState().substring(0, 2)))
                .orElseThrow(() -> failure);
    }
}
