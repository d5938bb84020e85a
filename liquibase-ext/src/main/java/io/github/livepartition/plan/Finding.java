// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import java.util.Locale;

/**
 * Something that was found before a change, in PostgreSQL's shape.
 *
 * @param detail facts; empty where the message says it all
 * @param hint the way out; empty where there is none
 */
public record Finding(Severity severity, String message, String detail, String hint) {

    /** A reason against a change. */
    public Finding(String message, String detail, String hint) {
        this(Severity.ERROR, message, detail, hint);
    }

    static Finding warning(String message, String detail, String hint) {
        return new Finding(Severity.WARNING, message, detail, hint);
    }

    static Finding note(String message, String detail, String hint) {
        return new Finding(Severity.NOTE, message, detail, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** In one line, with what it is before it. */
    public String line() {
        StringBuilder line = new StringBuilder(severity.name().toLowerCase(Locale.ROOT));
        line.append(": ").append(message).append('.');
        for (String more : new String[] {detail, hint}) {
            line.append(more.isEmpty() ? "" : " " + more);
        }
        return line.toString();
    }

    @Override
    public String toString() {
        return message
                + (detail.isEmpty() ? "" : "\n  Detail: " + detail)
                + (hint.isEmpty() ? "" : "\n  Hint: " + hint);
    }
}
