// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The rows that one thread alone writes, as they must stand after its last commit. */
final class Account {
    private volatile Map<Long, Order> rows = Map.of();

    /** A transaction's own version of the account. */
    Draft draft() {
        return new Draft(new HashMap<>(rows));
    }

    void settle(Draft draft) {
        rows = draft.rows;
    }

    Map<Long, Order> rows() {
        return rows;
    }

    /** Compares what a complete read found. */
    List<Difference> differences(List<Order> found) {
        return differences(rows, found);
    }

    static List<Difference> differences(Map<Long, Order> expected, List<Order> found) {
        var differences = new ArrayList<Difference>();
        var missing = new HashMap<>(expected);
        var seen = new HashMap<Long, Order>();
        for (Order order : found) {
            Order wanted = expected.get(order.id());
            if (seen.put(order.id(), order) != null) {
                differences.add(
                        new Difference(Difference.Sort.DOUBLE, order.id(), order.toString()));
            } else if (wanted == null) {
                differences.add(
                        new Difference(Difference.Sort.UNKNOWN, order.id(), order.toString()));
            } else if (!wanted.equals(order)) {
                differences.add(
                        new Difference(
                                Difference.Sort.CHANGED,
                                order.id(),
                                "expected %s, found %s".formatted(wanted, order)));
            }
            missing.remove(order.id());
        }
        missing.values()
                .forEach(
                        order ->
                                differences.add(
                                        new Difference(
                                                Difference.Sort.MISSING,
                                                order.id(),
                                                "expected " + order)));
        return differences;
    }

    /** What a transaction has written so far. */
    static final class Draft {
        private final Map<Long, Order> rows;
        private final List<Long> removed = new ArrayList<>();
        private int writes;

        private Draft(Map<Long, Order> rows) {
            this.rows = rows;
        }

        Order any(Random random) {
            var all = new ArrayList<>(rows.keySet());
            all.sort(null); // the same seed picks the same row
            return rows.get(all.get(random.nextInt(all.size())));
        }

        void put(Order order) {
            rows.put(order.id(), order);
            writes++;
        }

        void remove(Order order) {
            rows.remove(order.id());
            removed.add(order.id());
            writes++;
        }

        List<Long> removed() {
            return removed;
        }

        int size() {
            return rows.size();
        }

        int writes() {
            return writes;
        }
    }
}
