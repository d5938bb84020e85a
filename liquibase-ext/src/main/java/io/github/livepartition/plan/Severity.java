// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

/** How much a finding matters. */
public enum Severity {
    /** The change is refused. */
    ERROR,
    /** The change runs, and something may go otherwise than expected. */
    WARNING,
    /** Good to know. */
    NOTE
}
