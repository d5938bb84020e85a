// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import java.util.stream.LongStream;

/** Seeds of a random test: few unless a system property names more. */
final class Seeds {

    private Seeds() {}

    /**
     * @param few {@code 1-3}, or {@code 7}; the property is written the same way
     */
    static LongStream of(String property, String few) {
        String[] ends = System.getProperty(property, few).split("-");
        return LongStream.rangeClosed(
                Long.parseLong(ends[0].strip()), Long.parseLong(ends[ends.length - 1].strip()));
    }
}
