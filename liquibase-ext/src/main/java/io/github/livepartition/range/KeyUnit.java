// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;

/** What an integer key counts since 1970-01-01 00:00 UTC. */
public enum KeyUnit {
    SECONDS(1_000_000),
    MILLIS(1_000),
    MICROS(1);

    private final BigInteger micros;

    KeyUnit(long micros) {
        this.micros = BigInteger.valueOf(micros);
    }

    /**
     * The unit of the attribute {@code keyUnit}.
     *
     * @throws RangeException when the word is not one of the three
     */
    public static KeyUnit parse(String text) {
        return Arrays.stream(values())
                .filter(unit -> unit.text().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> SchemeRefusals.unknownKeyUnit(text));
    }

    /** The word of the attribute. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    BigInteger micros() {
        return micros;
    }
}
