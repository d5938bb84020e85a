// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.util.ArrayList;
import java.util.List;

/** How many rows were there when. */
final class Rate {

    private record Look(long nanos, long rows) {}

    private final List<Look> looks = new ArrayList<>();

    void add(long rows) {
        add(System.nanoTime(), rows);
    }

    void add(long nanos, long rows) {
        looks.add(new Look(nanos, rows));
    }

    long rows() {
        return looks.get(looks.size() - 1).rows();
    }

    /** Rows a second where this share is done, over a tenth of all. */
    double at(double share) {
        double from = rows() * (share - 0.05);
        double to = rows() * (share + 0.05);
        return (to - from) / (reached(to) - reached(from)) * 1e9;
    }

    private double reached(double rows) {
        int i = 1;
        while (looks.get(i).rows() < rows) {
            i++;
        }
        Look before = looks.get(i - 1);
        Look after = looks.get(i);
        return before.nanos()
                + (rows - before.rows())
                        / (after.rows() - before.rows())
                        * (after.nanos() - before.nanos());
    }
}
