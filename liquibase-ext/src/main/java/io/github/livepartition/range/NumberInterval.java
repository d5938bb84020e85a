// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** So many values of an integer key; the boundaries are the multiples of the size. */
public record NumberInterval(BigInteger size) implements Interval {

    static final Pattern PATTERN = Pattern.compile("0*[1-9]\\d*");

    /**
     * @throws RangeException when the size is not positive
     */
    public NumberInterval {
        if (size.signum() <= 0) {
            throw SchemeRefusals.unknownInterval(size.toString());
        }
    }

    @Override
    public String text() {
        return size.toString();
    }
}
