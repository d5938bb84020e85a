// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names with commas between them, taken as they are written; one that has a comma, a quote or an
 * outer space itself stands in double quotes, with its own quotes doubled.
 */
final class NameList {

    private static final Pattern NAME =
            Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",]*[^\",\\s]))\\s*(,|$)");

    private NameList() {}

    /**
     * @throws IllegalArgumentException when it is no such list, or one is no {@link Identifier}
     */
    static List<Identifier> parse(String text) {
        List<Identifier> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        boolean more = true;
        while (more) {
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("\"%s\" is not a list of names".formatted(text));
            }
            names.add(
                    new Identifier(
                            matcher.group(1) == null
                                    ? matcher.group(2)
                                    : matcher.group(1).replace("\"\"", "\"")));
            more = matcher.group(3).equals(",");
            matcher.region(matcher.end(), text.length());
        }
        return List.copyOf(names);
    }

    /** As {@link #parse} reads it. */
    static String text(List<Identifier> names) {
        return names.stream().map(NameList::text).collect(Collectors.joining(", "));
    }

    private static String text(Identifier name) {
        String text = name.value();
        boolean plain = text.equals(text.strip()) && !text.contains(",") && !text.contains("\"");
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
