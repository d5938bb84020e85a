// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

/** How the old rows are proved to lie within legacy's bounds. */
public enum Proof {
    /** One online scan, VALIDATE CONSTRAINT. */
    SCAN,
    /** Index probes under the lock and a catalog update, for superusers only. */
    TRUST
}
