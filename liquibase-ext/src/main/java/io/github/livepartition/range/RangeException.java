// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.util.Objects;

/** A refusal in PostgreSQL's shape: message, detail (may be empty) and hint. */
public final class RangeException extends RuntimeException {

    /** What a planner may want to tell apart. */
    public enum Reason {
        /** interval, keyUnit, timeZone or partitionNamePattern, or their combination. */
        ATTRIBUTE,
        /** A text that is no position on the key's axis. */
        VALUE,
        /** PostgreSQL's infinity or -infinity. */
        INFINITE,
        /** A uuid that does not begin with a time. */
        UUID_VERSION,
        /** A position that the key type cannot store. */
        OUT_OF_RANGE,
        /** A partition name that is too long or used twice. */
        NAME
    }

    private final Reason reason;
    private final String detail;
    private final String hint;

    RangeException(Reason reason, String message, String detail, String hint) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
        this.detail = Objects.requireNonNull(detail);
        this.hint = Objects.requireNonNull(hint);
    }

    public Reason reason() {
        return reason;
    }

    /** Facts as whole sentences; empty where the message says it all. */
    public String detail() {
        return detail;
    }

    /** A sentence with the attribute to set. */
    public String hint() {
        return hint;
    }
}
