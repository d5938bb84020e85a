// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.parser.core.ParsedNode;

/**
 * What a changelog says about a change beyond what Liquibase takes from it: YAML, JSON and XML
 * without our XSD would drop a misspelt attribute without a word.
 *
 * @param present the attributes that are there, with a value or not
 * @param texts attributes that Liquibase has taken for something else, as they were written
 */
record Loaded(
        Set<String> present,
        List<String> unknown,
        List<Finding> findings,
        Map<String, String> texts) {

    static final Loaded NOTHING = new Loaded(Set.of(), List.of(), List.of(), Map.of());

    /** A time with an offset, unquoted in YAML, arrives as {@link Date#toString()}. */
    private static final Pattern DATE_TO_STRING =
            Pattern.compile("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d .* \\d{4,}");

    /**
     * @param nested the names of elements, which are loaded elsewhere
     */
    static Loaded from(ParsedNode change, Collection<String> known, Collection<String> nested) {
        Set<String> present = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, String> texts = new HashMap<>();
        if (change.getValue() != null) {
            findings.add(ChangeRefusals.noAttributes(change.getName()));
        }
        for (ParsedNode child : change.getChildren()) {
            String name = child.getName();
            if (nested.contains(name)) {
                continue;
            }
            Object value = child.getValue();
            present.add(name);
            if (!known.contains(name)) {
                unknown.add(name);
            } else if (!child.getChildren().isEmpty() || value instanceof Collection) {
                findings.add(ChangeRefusals.notAText(name));
            } else if (value == null) {
                findings.add(ChangeRefusals.blank(name));
            } else if (value instanceof Date date) {
                // An unquoted 2027-01-01 in YAML: midnight in UTC, which toString would turn into
                // the time zone of this machine.
                texts.put(name, date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString());
            } else if (DATE_TO_STRING.matcher(value.toString()).matches()) {
                findings.add(ChangeRefusals.unquotedTime(name));
            }
        }
        return new Loaded(present, unknown, findings, texts);
    }
}
