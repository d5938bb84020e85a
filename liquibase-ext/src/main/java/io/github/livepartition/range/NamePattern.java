// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import static io.github.livepartition.range.NameToken.DAY;
import static io.github.livepartition.range.NameToken.FROM;
import static io.github.livepartition.range.NameToken.HOUR;
import static io.github.livepartition.range.NameToken.MONTH;
import static io.github.livepartition.range.NameToken.QUARTER;
import static io.github.livepartition.range.NameToken.TO;
import static io.github.livepartition.range.NameToken.WEEK;
import static io.github.livepartition.range.NameToken.WEEK_YEAR;
import static io.github.livepartition.range.NameToken.YEAR;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How partitions are called: text with tokens. {@code {table} {yyyy} {MM} {dd} {HH} {q}}, {@code
 * {xxxx} {ww}} for the ISO week and its year, {@code {from} {to}} for the bounds. Times are those
 * of the lower bound in the scheme's time zone, {@code {to}} apart.
 */
public record NamePattern(String text) {

    private static final Pattern TOKEN = Pattern.compile("\\{[^{}]*}?|}");

    /**
     * The attribute {@code partitionNamePattern}.
     *
     * @throws RangeException when it has a token that is not known, or {ww} without {xxxx}
     */
    public NamePattern {
        var tokens = TOKEN.matcher(text).results().map(result -> result.group()).toList();
        for (var token : tokens) {
            if (NameToken.of(token).isEmpty()) {
                throw NameRefusals.unknownToken(text, token, known());
            }
        }
        if (tokens.contains(WEEK.text()) && !tokens.contains(WEEK_YEAR.text())) {
            throw NameRefusals.weekOfYear(text);
        }
    }

    /** The pattern for those who set none. */
    public static NamePattern of(Interval interval) {
        if (interval instanceof CalendarInterval calendar) {
            return new NamePattern(
                    switch (calendar) {
                        case HOUR -> "{table}_y{yyyy}m{MM}d{dd}h{HH}";
                        case DAY -> "{table}_y{yyyy}m{MM}d{dd}";
                        case WEEK -> "{table}_y{xxxx}w{ww}";
                        case MONTH -> "{table}_y{yyyy}m{MM}";
                        case QUARTER -> "{table}_y{yyyy}q{q}";
                        case YEAR -> "{table}_y{yyyy}";
                    });
        }
        return new NamePattern("{table}_p{from}");
    }

    /**
     * @throws RangeException when two ranges of the interval would have one name, or the pattern
     *     asks a number for its month
     */
    void checkFor(Interval interval) {
        var tokens = tokens();
        if (interval instanceof NumberInterval) {
            tokens.stream()
                    .filter(token -> !token.isGeneral())
                    .findFirst()
                    .ifPresent(
                            token -> {
                                throw NameRefusals.tokenNeedsCalendar(text, token.text());
                            });
        }
        if (tellingApart(interval).stream().noneMatch(tokens::containsAll)) {
            throw NameRefusals.tooCoarse(text, interval);
        }
    }

    /** The sets of tokens of which one is needed to tell all ranges apart. */
    private static List<Set<NameToken>> tellingApart(Interval interval) {
        if (!(interval instanceof CalendarInterval calendar)) {
            return List.of(Set.of(FROM), Set.of(TO));
        }
        var date = Set.of(YEAR, MONTH, DAY);
        var own =
                switch (calendar) {
                    case HOUR -> List.of(Set.of(YEAR, MONTH, DAY, HOUR));
                    case DAY -> List.of(date);
                    case WEEK -> List.of(Set.of(WEEK_YEAR, WEEK), date);
                    case MONTH -> List.of(Set.of(YEAR, MONTH));
                    case QUARTER -> List.of(Set.of(YEAR, QUARTER), Set.of(YEAR, MONTH));
                    case YEAR -> List.of(Set.of(YEAR));
                };
        return Stream.concat(Stream.of(Set.of(FROM), Set.of(TO)), own.stream()).toList();
    }

    private Set<NameToken> tokens() {
        return TOKEN.matcher(text)
                .results()
                .flatMap(token -> NameToken.of(token.group()).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(NameToken.class)));
    }

    private static String known() {
        return Arrays.stream(NameToken.values())
                .map(NameToken::text)
                .collect(Collectors.joining(" "));
    }

    /** The pattern with each token replaced once; braces in a table's name stay as they are. */
    String fill(Function<NameToken, String> pieces) {
        return TOKEN.matcher(text)
                .replaceAll(
                        token ->
                                Matcher.quoteReplacement(
                                        pieces.apply(NameToken.of(token.group()).orElseThrow())));
    }
}
