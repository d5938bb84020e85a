// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values with commas between them, taken as they are written. One that has a comma, a quote or an
 * outer space itself, or is empty, or is called NULL or DEFAULT, stands in single or double quotes,
 * with its own quotes of that kind doubled.
 */
final class ValueList {

    private static final Pattern VALUE =
            Pattern.compile(
                    "\\s*(?:\"((?:[^\"]|\"\")*)\"|'((?:[^']|'')*)'|([^\"',]*[^\"',\\s]))\\s*(,|$)");

    private ValueList() {}

    /**
     * An empty value is NULL; no values are DEFAULT.
     *
     * @throws io.github.livepartition.plan.RefusedException when it is no such list
     */
    static List<Optional<String>> parse(String text, String partition) {
        List<Optional<String>> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        boolean more = true;
        boolean rest = false;
        while (more) {
            if (!matcher.lookingAt()) {
                throw NestedRefusals.badValues(text, partition);
            }
            String word = matcher.group(3);
            rest |= "default".equalsIgnoreCase(word);
            values.add(
                    "null".equalsIgnoreCase(word) ? Optional.empty() : Optional.of(value(matcher)));
            more = matcher.group(4).equals(",");
            matcher.region(matcher.end(), text.length());
        }
        if (rest && values.size() > 1) {
            throw NestedRefusals.defaultAlone(partition);
        }
        return rest ? List.of() : List.copyOf(values);
    }

    private static String value(Matcher matcher) {
        if (matcher.group(1) != null) {
            return matcher.group(1).replace("\"\"", "\"");
        }
        return matcher.group(2) == null ? matcher.group(3) : matcher.group(2).replace("''", "'");
    }
}
