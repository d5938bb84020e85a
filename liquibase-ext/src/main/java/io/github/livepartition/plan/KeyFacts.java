// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a partition column, its values as PostgreSQL prints them in UTC.
 *
 * @param read false when its keys could only have been read by a long scan
 * @param least the least key; empty when there is none, or none is needed
 * @param greatest likewise
 * @param ordered whether PostgreSQL can sort its type, as a list needs it
 * @param hashed whether it can hash its type
 * @param values what the request lists, one for one; empty where it is no value of the type
 * @param equals for each of these the position of the first that is equal to it
 * @param homeless keys that no partition of the request takes, eleven at most; an empty one is NULL
 */
public record KeyFacts(
        boolean read,
        Optional<String> least,
        Optional<String> greatest,
        boolean ordered,
        boolean hashed,
        List<Optional<String>> values,
        List<Integer> equals,
        List<Optional<String>> homeless) {

    public KeyFacts {
        values = List.copyOf(values);
        equals = List.copyOf(equals);
        homeless = List.copyOf(homeless);
    }
}
