// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Identifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the partitions of a hash are named, such as {@code {table}_h{remainder}}. */
public record HashPattern(String text) {

    private static final Pattern TOKEN = Pattern.compile("\\{[^{}]*}?|}");
    private static final String TABLE = "{table}";
    private static final String REMAINDER = "{remainder}";

    /** The pattern for those who set none. */
    public static final HashPattern DEFAULT = new HashPattern("{table}_h{remainder}");

    /**
     * The attribute {@code partitionNamePattern} where partitions are made by hash.
     *
     * @throws RangeException when it has a token that is not known, or lacks {remainder}
     */
    public HashPattern {
        TOKEN.matcher(text)
                .results()
                .map(result -> result.group())
                .filter(token -> !token.equals(TABLE) && !token.equals(REMAINDER))
                .findFirst()
                .ifPresent(
                        token -> {
                            throw NameRefusals.unknownToken(text, token, TABLE + " " + REMAINDER);
                        });
        if (!text.contains(REMAINDER)) {
            throw NameRefusals.noRemainder(text);
        }
    }

    /**
     * @throws RangeException {@code NAME} when the name has more than 63 bytes
     */
    public Identifier name(Identifier table, int remainder) {
        String name =
                TOKEN.matcher(text)
                        .replaceAll(
                                token ->
                                        Matcher.quoteReplacement(
                                                token.group().equals(TABLE)
                                                        ? table.value()
                                                        : Integer.toString(remainder)));
        try {
            return new Identifier(name);
        } catch (IllegalArgumentException e) {
            throw NameRefusals.notAName(e);
        }
    }
}
