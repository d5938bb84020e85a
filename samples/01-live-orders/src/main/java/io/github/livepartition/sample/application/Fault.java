// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.time.Instant;

/** Something that must not happen: an error, a wrong count, a lost update. */
public record Fault(Instant at, String worker, Kind kind, String what, String detail) {

    @Override
    public String toString() {
        return "%s %s: %s: %s (%s)".formatted(at, worker, kind.label(), what, detail);
    }
}
