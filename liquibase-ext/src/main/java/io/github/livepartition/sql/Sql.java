// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A piece of SQL whose names and values are already quoted. */
public record Sql(String text) implements SqlPart {

    private static final Pattern HOLE = Pattern.compile("%(.?)", Pattern.DOTALL);
    private static final Pattern NAMED_HOLE = Pattern.compile("((?m:^ *)?)\\$\\{(\\w+)}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Fills each {@code %s} of the template in order; {@code %%} is a percent sign.
     *
     * @throws IllegalArgumentException when holes and parts differ in number, or the template has
     *     another {@code %} sequence
     */
    public static Sql of(String template, SqlPart... parts) {
        var filled = new StringBuilder();
        var holes = HOLE.matcher(template);
        var used = 0;
        while (holes.find()) {
            var text =
                    switch (holes.group(1)) {
                        case "%" -> "%";
                        case "s" -> used < parts.length ? parts[used].sql() : "";
                        default ->
                                throw new IllegalArgumentException(
                                        "template \"%s\" has %s, only %%s and %%%% are known"
                                                .formatted(template, holes.group()));
                    };
            used += holes.group(1).equals("s") ? 1 : 0;
            holes.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        if (used != parts.length) {
            throw new IllegalArgumentException(
                    "template \"%s\" has %d holes for %d parts"
                            .formatted(template, used, parts.length));
        }
        return new Sql(holes.appendTail(filled).toString());
    }

    /**
     * Fills each <code>${name}</code> of a longer template; an inserted text of several lines is
     * indented like the hole.
     *
     * @throws IllegalArgumentException when a hole has no part, or a part no hole
     */
    public static Sql fill(String template, Map<String, ? extends SqlPart> parts) {
        var filled = new StringBuilder();
        var used = new HashSet<String>();
        var holes = NAMED_HOLE.matcher(template);
        while (holes.find()) {
            var part = parts.get(holes.group(2));
            if (part == null) {
                throw new IllegalArgumentException("no part for %s".formatted(holes.group()));
            }
            used.add(holes.group(2));
            var indent = holes.group(1).isBlank() ? holes.group(1) : "";
            var text = holes.group(1) + part.sql().replace("\n", "\n" + indent);
            holes.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        if (!used.equals(parts.keySet())) {
            throw new IllegalArgumentException(
                    "template has holes %s for parts %s".formatted(used, parts.keySet()));
        }
        return new Sql(holes.appendTail(filled).toString());
    }

    /**
     * The one door for text that is SQL already: what PostgreSQL printed ({@code pg_get_*def}) or a
     * constant of ours, never anything a user typed as a name or a value.
     */
    public static Sql verbatim(String text) {
        return new Sql(text);
    }

    /** The parts in their order with the separator between them. */
    public static Sql join(String separator, Collection<? extends SqlPart> parts) {
        return new Sql(parts.stream().map(SqlPart::sql).collect(Collectors.joining(separator)));
    }

    /**
     * The body as a dollar-quoted string: {@code $tag$…$tag$}, else {@code $tag1$}, {@code $tag2$}
     * …, the first that the body cannot end early.
     *
     * @throws IllegalArgumentException when the tag is not made of ASCII letters, digits and _
     */
    public static Sql dollarQuote(String tagBase, Sql body) {
        if (!TAG.matcher(tagBase).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a dollar-quote tag".formatted(tagBase));
        }
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "$" + tagBase + (n == 0 ? "" : n) + "$")
                // a body that ends in "$tag" would close together with the first $ of the delimiter
                .filter(tag -> (body.text + tag).indexOf(tag) == body.text.length())
                .map(tag -> new Sql(tag + body.text + tag))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String sql() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
