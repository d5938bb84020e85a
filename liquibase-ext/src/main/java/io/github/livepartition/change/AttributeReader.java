// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.range.RangeException;
import io.github.livepartition.sql.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the texts of attributes into values and collects everything that is wrong with them. */
final class AttributeReader {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    /** An attribute that is read for two things is wrong only once. */
    private final Set<Finding> findings = new LinkedHashSet<>();

    /** From text to value. */
    interface Parser<T> {

        /**
         * @throws RefusedException when it is not what the attribute takes
         * @throws RangeException likewise
         */
        T parse(String text);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The value; empty when the attribute is not set, or wrong. */
    <T> Optional<T> read(String attribute, String text, Parser<T> parser) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            add(ChangeRefusals.blank(attribute));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(text));
        } catch (RefusedException e) {
            findings.addAll(e.findings());
        } catch (RangeException e) {
            add(new Finding(e.getMessage(), e.detail(), e.hint()));
        }
        return Optional.empty();
    }

    /** A whole number from 1 on. */
    Optional<Integer> number(String attribute, String text, int most) {
        return number(attribute, text, 1, most, ChangeRefusals.number(attribute, text, most));
    }

    /**
     * @param refusal what is thrown when it is none, or too small or large
     */
    Optional<Integer> number(
            String attribute, String text, int least, int most, RefusedException refusal) {
        return read(
                attribute,
                text,
                number -> {
                    if (!NUMBER.matcher(number.strip()).matches()
                            || Integer.parseInt(number.strip()) < least
                            || Integer.parseInt(number.strip()) > most) {
                        throw refusal;
                    }
                    return Integer.parseInt(number.strip());
                });
    }

    /** Whether it says true. */
    Optional<Boolean> flag(String attribute, String text) {
        return read(
                attribute,
                text,
                word ->
                        switch (word.strip().toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw ChangeRefusals.notBoolean(attribute, word);
                        });
    }

    Optional<Identifier> name(String attribute, String text) {
        return read(
                attribute,
                text,
                name -> {
                    try {
                        return new Identifier(name);
                    } catch (IllegalArgumentException e) {
                        throw ChangeRefusals.badName(attribute, e.getMessage());
                    }
                });
    }

    Optional<List<Identifier>> names(String attribute, String text) {
        return read(
                attribute,
                text,
                list -> {
                    try {
                        return NameList.parse(list);
                    } catch (IllegalArgumentException e) {
                        throw ChangeRefusals.badNames(attribute, e.getMessage());
                    }
                });
    }
}
