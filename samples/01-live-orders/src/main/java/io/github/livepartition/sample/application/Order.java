// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A row of app.orders as somebody expects or finds it. */
public record Order(
        long id,
        long customer,
        OffsetDateTime createdAt,
        String status,
        BigDecimal amount,
        int revision) {

    static final String COLUMNS = "id, customer_id, created_at, status, amount, revision";

    /** Two moments are equal whatever zone they are written in. */
    public Order {
        createdAt = createdAt.withOffsetSameInstant(java.time.ZoneOffset.UTC);
    }

    static Order from(ResultSet row) throws SQLException {
        return new Order(
                row.getLong(1),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class),
                row.getString(4),
                row.getBigDecimal(5),
                row.getInt(6));
    }

    // The table's trigger counts each update in "revision".

    Order at(OffsetDateTime when) {
        return new Order(id, customer, when, status, amount, revision + 1);
    }

    Order worth(BigDecimal value) {
        return new Order(id, customer, createdAt, status, value, revision + 1);
    }

    Order in(String state) {
        return new Order(id, customer, createdAt, state, amount, revision + 1);
    }
}
