// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.sql.Identifier;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Conversions of the orders, by month. */
final class Conversions {

    static final String MONTH = "month";

    private Conversions() {}

    static Conversion of(Orders orders, Strategy strategy) {
        Identifier key = new Identifier(Orders.KEY);
        return new Conversion(
                orders.name(),
                key,
                MONTH,
                Optional.empty(),
                Optional.empty(),
                Orders.PREMAKE,
                List.of(new Identifier(Orders.PRIMARY_KEY), key),
                orders.legacyName(),
                Optional.empty(),
                ZoneOffset.UTC,
                false,
                strategy,
                KeyChoices.NONE,
                Pace.DEFAULT);
    }
}
