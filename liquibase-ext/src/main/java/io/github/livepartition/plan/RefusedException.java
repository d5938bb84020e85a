// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A change that cannot be done, with every reason at once; nothing was touched. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public RefusedException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** A run on a connection that would commit nothing by itself. */
    public static RefusedException notInAutocommit() {
        return new RefusedException(List.of(Refusals.notInAutocommit()));
    }

    public List<Finding> findings() {
        return findings;
    }
}
