// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.PartitionStatus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bounds of a range, as short as they can be: midnight in UTC is a day. */
record PartitionRange(String from, String to) {

    private static final Pattern RANGE =
            Pattern.compile("(?s)FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");

    /** Empty for a partition by list or hash, or the default. */
    static Optional<PartitionRange> of(PartitionStatus partition) {
        return of(partition.bound());
    }

    /**
     * @param bound as PostgreSQL writes it
     */
    static Optional<PartitionRange> of(String bound) {
        Matcher matcher = RANGE.matcher(bound);
        return matcher.matches()
                ? Optional.of(new PartitionRange(plain(matcher.group(1)), plain(matcher.group(2))))
                : Optional.empty();
    }

    /** As PostgreSQL writes it, without what every bound begins with. */
    static String bound(String bound) {
        return bound.replaceFirst("^FOR VALUES ", "");
    }

    /** The same, a range as short as it can be. */
    static String words(String bound) {
        return of(bound).map(PartitionRange::words).orElseGet(() -> bound(bound));
    }

    /** Of one column; what stands for more stays as it is. */
    static String plain(String bound) {
        String unquoted = bound.matches("'[^']*'") ? bound.replace("'", "") : bound;
        return unquoted.replaceFirst("^(\\d{4,}-\\d\\d-\\d\\d) 00:00:00(\\+00)?$", "$1");
    }

    /** Whether nothing can come before it. */
    boolean isFirst() {
        return from.startsWith("MINVALUE");
    }

    String words() {
        return from + " to " + to;
    }
}
