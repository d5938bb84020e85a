// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Advisory;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How gently rows are moved: what is waited for between two batches. Whoever holds the table's
 * pause lock stops it there, too.
 *
 * @param pause how long to rest after a batch, as a multiple of the time it took
 * @param window when rows may be moved; empty for always
 * @param maxReplicaLag how far behind the slowest standby may be; empty for any
 */
public record Pacing(BigDecimal pause, Optional<Window> window, Optional<Duration> maxReplicaLag) {

    /** As fast as it goes. */
    public static final Pacing NONE =
            new Pacing(BigDecimal.ZERO, Optional.empty(), Optional.empty());

    /**
     * The advisory lock, one 64-bit key, that stops a run at its next batch while somebody else has
     * it: {@code SELECT pg_advisory_lock(hashtextextended('livepartition pause "app"."orders"',
     * 0))} returns as soon as it has stopped.
     */
    static Sql pauseKey(QualifiedName table) {
        return Advisory.pause(table);
    }

    /** The beginning of the session's application_name, which says how far a run is. */
    public static Literal runName(QualifiedName table) {
        return new Literal(
                "partition %s.%s".formatted(table.schema().value(), table.name().value()));
    }

    /** The variables of {@link #await}. */
    static Sql variables() {
        return Sql.verbatim(PacingText.VARIABLES);
    }

    /**
     * Begins the transaction of a batch, when it may begin.
     *
     * @param title the beginning of the session's application_name
     * @param begin how such a transaction begins
     * @param role what makes it one of the owner
     */
    public Sql await(QualifiedName table, Literal title, Sql begin, Sql role) {
        return Sql.fill(
                PacingText.AWAIT,
                Map.of(
                        "window",
                        window.map(w -> Sql.fill(PacingText.WINDOW, windowParts(w)))
                                .orElse(Sql.verbatim("-- at any hour")),
                        "begin",
                        begin,
                        "role",
                        role,
                        "title",
                        title,
                        "lag",
                        maxReplicaLag
                                .map(
                                        lag ->
                                                Sql.fill(
                                                        PacingText.LAG,
                                                        Map.of("maxLagMillis", lag(lag))))
                                .orElse(Sql.verbatim("-- however far standbys are behind")),
                        "pauseKey",
                        pauseKey(table)));
    }

    /** Stands after a batch, before the next transaction. */
    public Sql rest() {
        return pause.signum() == 0
                ? Sql.verbatim("-- no pause")
                : Sql.fill(PacingText.REST, Map.of("pause", Sql.verbatim(pause.toPlainString())));
    }

    private static Map<String, ? extends io.github.livepartition.sql.SqlPart> windowParts(
            Window window) {
        return Map.of(
                "isOpen",
                window.isOpen(),
                "closed",
                new Literal("it is not between %s".formatted(window)),
                "hint",
                new Literal(
                        "Run it again from %s on, or set between; what is done stays done."
                                .formatted(window.from())));
    }

    private static Sql lag(Duration lag) {
        return Sql.verbatim(Long.toString(lag.toMillis()));
    }
}
