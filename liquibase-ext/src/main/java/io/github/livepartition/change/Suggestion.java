// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the known word that a misspelt one is closest to. */
final class Suggestion {

    private Suggestion() {}

    /** Empty when none is near: at most every third letter may differ. */
    static Optional<String> of(String misspelt, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(misspelt, word)))
                .filter(word -> distance(misspelt, word) * 3 <= word.length());
    }

    /** Levenshtein's: letters to add, remove or replace; case does not count. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j - 1], diagonal) + 1);
            }
        }
        return row[b.length()];
    }
}
