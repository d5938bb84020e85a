// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.ArrayList;
import java.util.List;

/** The reasons against a change, collected before anything is touched. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void add(Finding finding) {
        found.add(finding);
    }

    /** Those that are no reason against it. */
    List<Finding> warnings() {
        return found.stream().filter(f -> !f.isError()).toList();
    }

    /**
     * @throws RefusedException with all of them, when there are any
     */
    void refuseIfAny() {
        List<Finding> errors = found.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new RefusedException(errors);
        }
    }

    /** With one more, which makes all other questions senseless. */
    RefusedException with(Finding last) {
        found.add(last);
        return new RefusedException(found);
    }
}
