// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Circumstance;
import io.github.livepartition.catalog.KeyMemory;
import io.github.livepartition.catalog.Memory;
import io.github.livepartition.catalog.Server;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a planner knows, read in one snapshot.
 *
 * @param greatestKey as PostgreSQL prints it in UTC; empty when there is none or {@code keysRead}
 *     is false
 * @param nullKeys how many rows have no key
 * @param keysRead false when the keys could only have been read by a long scan
 * @param relationNames the names taken in the table's schema
 * @param boundsBody the body of a function with the name of our bounds function
 * @param legacy the old heap, once it stands apart
 * @param indexParents for each index of legacy the index of the parent it belongs to
 * @param keys what is known of unique keys and foreign keys from elsewhere
 * @param circumstances what stands around the table
 * @param outside what stands in the partitions after legacy, {@link Outside#UNREAD} for a
 *     conversion
 */
public record Facts(
        Server server,
        Optional<Table> table,
        Optional<String> greatestKey,
        long nullKeys,
        boolean keysRead,
        Set<Identifier> relationNames,
        Optional<String> boundsBody,
        List<String> missingRights,
        Optional<String> distribution,
        Optional<Table> legacy,
        Optional<Memory> memory,
        Map<Identifier, Identifier> indexParents,
        Keys keys,
        List<Circumstance> circumstances,
        Outside outside) {

    public Facts {
        relationNames = Set.copyOf(relationNames);
        missingRights = List.copyOf(missingRights);
        indexParents = Map.copyOf(indexParents);
        circumstances = List.copyOf(circumstances);
    }

    /** A server of which nothing else can be read. */
    public static Facts of(Server server) {
        return new Facts(
                server,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Keys.UNREAD,
                List.of(),
                Outside.UNREAD);
    }

    /** A table and its old heap. */
    public static Facts of(
            Server server,
            Optional<Table> table,
            List<String> missingRights,
            Optional<Table> legacy) {
        return new Facts(
                server,
                table,
                Optional.empty(),
                0,
                false,
                Set.of(),
                Optional.empty(),
                missingRights,
                Optional.empty(),
                legacy,
                Optional.empty(),
                Map.of(),
                Keys.UNREAD,
                List.of(),
                Outside.UNREAD);
    }

    /** The same with the values by which keys could not be unique again. */
    public Facts with(Map<Identifier, List<String>> doubled) {
        return with(
                new Keys(
                        keys.unique(), keys.missingRights(), keys.types(), keys.memory(), doubled));
    }

    /** The same with the keys that the conversion has changed. */
    public Facts with(KeyMemory changed) {
        return with(
                new Keys(
                        keys.unique(),
                        keys.missingRights(),
                        keys.types(),
                        changed,
                        keys.doubled()));
    }

    /** The same with what stands outside legacy. */
    public Facts with(Outside found) {
        return with(keys, found);
    }

    private Facts with(Keys others) {
        return with(others, outside);
    }

    private Facts with(Keys others, Outside found) {
        return new Facts(
                server,
                table,
                greatestKey,
                nullKeys,
                keysRead,
                relationNames,
                boundsBody,
                missingRights,
                distribution,
                legacy,
                memory,
                indexParents,
                others,
                circumstances,
                found);
    }
}
