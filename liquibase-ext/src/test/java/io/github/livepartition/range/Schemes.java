// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.util.Optional;

/** Schemes as tests write them. */
final class Schemes {

    private Schemes() {}

    static PartitionScheme scheme(KeyType keyType, String interval, String zone) {
        return new PartitionScheme(
                keyType, Interval.parse(interval), Optional.empty(), PartitionScheme.zone(zone));
    }

    /** Of {@code "bigint millis"}, a key type's text with the unit where it has one. */
    static PartitionScheme scheme(String key, String interval, String zone) {
        return scheme(key, interval, zone, NamePattern.of(Interval.parse(interval)).text());
    }

    static PartitionScheme scheme(String key, String interval, String zone, String names) {
        var unit = key.replaceFirst("^.* (?=seconds|millis|micros)", "");
        var type = key.replaceFirst(" (seconds|millis|micros)$", "");
        return new PartitionScheme(
                KeyType.of(type).orElseThrow(),
                Interval.parse(interval),
                Optional.of(unit).filter(word -> !word.equals(key)).map(KeyUnit::parse),
                PartitionScheme.zone(zone),
                new NamePattern(names));
    }
}
