// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

/** A statement of the application, of one row by its id. */
enum Kind {
    INSERT("INSERT INTO %s (id, customer_id, amount, note) VALUES (?, 1, 2, 'by the application')"),
    UPDATE("UPDATE %s SET status = 'paid', revision = revision + 1 WHERE id = ?"),
    DELETE("DELETE FROM %s WHERE id = ?");

    private final String template;

    Kind(String template) {
        this.template = template;
    }

    String sql(String table) {
        return template.formatted(table);
    }
}
