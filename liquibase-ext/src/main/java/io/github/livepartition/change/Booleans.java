// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.Locale;

/** Attributes that are true or false. */
final class Booleans {

    private Booleans() {}

    static boolean parse(String attribute, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ChangeRefusals.notBoolean(attribute, text);
        };
    }
}
