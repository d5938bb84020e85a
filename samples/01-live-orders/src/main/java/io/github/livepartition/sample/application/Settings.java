// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.time.Duration;

/**
 * How the application behaves.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param seed makes what each thread does repeatable (not how the threads interleave)
 * @param owners threads that write rows only they know, and know exactly what they must find
 * @param counters threads that add to the same few rows
 * @param readers threads that read the ledgers in every way a client can read
 * @param scanners threads that read whole tables
 * @param rows rows of each ledger, and rows an owner takes over from the table as it was loaded
 * @param pause between two steps of a thread, on average
 * @param late how long a transaction that has its snapshot waits before it touches the table, at
 *     most
 */
public record Settings(
        String url,
        String user,
        String password,
        long seed,
        int owners,
        int counters,
        int readers,
        int scanners,
        int rows,
        Duration pause,
        Duration late) {

    /** Enough to hurt, little enough for two cores. */
    public static Settings of(String url, String user, String password) {
        return new Settings(
                url,
                user,
                password,
                20261123,
                4,
                2,
                8,
                1,
                120,
                Duration.ofMillis(12),
                Duration.ofMillis(1500));
    }

    /** As fast as it goes and without long waits: for tests that count steps. */
    public Settings unpaced() {
        return new Settings(
                url,
                user,
                password,
                seed,
                owners,
                counters,
                readers,
                scanners,
                rows,
                Duration.ZERO,
                Duration.ofMillis(20));
    }

    public Settings withSeed(long value) {
        return new Settings(
                url, user, password, value, owners, counters, readers, scanners, rows, pause, late);
    }
}
