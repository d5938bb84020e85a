// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

/** How much of the table a read of a ledger has to look at. */
enum Reach {
    /** The partitions of the ledger's range. */
    PRUNED("customer_id = %1$s AND created_at >= %2$s AND created_at < %3$s"),
    /** All partitions, each through an index. */
    WHOLE("customer_id = %1$s"),
    /** All partitions, each row. */
    SCAN("customer_id + 0 = %1$s");

    private final String template;

    Reach(String template) {
        this.template = template;
    }

    /** The condition, given how the customer and the two bounds are written. */
    String condition(String customer, String from, String to) {
        return template.formatted(customer, from, to);
    }

    String condition(Ledger ledger) {
        return condition(
                Long.toString(ledger.customer()),
                "timestamptz '%s'".formatted(ledger.from()),
                "timestamptz '%s'".formatted(ledger.to()));
    }

    Object[] values(Ledger ledger) {
        return this == PRUNED
                ? new Object[] {ledger.customer(), ledger.from(), ledger.to()}
                : new Object[] {ledger.customer()};
    }
}
