// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import java.time.Instant;
import java.util.Optional;

/** Which key types, intervals and units go together. */
record SchemeCheck(KeyType keyType, Interval interval, Optional<KeyUnit> keyUnit) {

    /** An epoch key that ends before this counts something else, or cannot hold today. */
    private static final Instant LIVING_MEMORY = Instant.parse("2000-01-01T00:00:00Z");

    void run() {
        if (keyUnit.isPresent()) {
            checkUnit(keyUnit.get());
        }
        if (interval instanceof NumberInterval number) {
            checkNumber(number);
        } else if (keyType.isInteger() && keyUnit.isEmpty()) {
            throw keyType == KeyType.SMALLINT
                    ? SchemeRefusals.calendarOfSmallint(interval)
                    : SchemeRefusals.needsKeyUnit(keyType, interval);
        } else if (keyType == KeyType.DATE && interval == CalendarInterval.HOUR) {
            throw SchemeRefusals.hourOfDate();
        }
    }

    private void checkUnit(KeyUnit unit) {
        if (!keyType.isInteger()) {
            throw SchemeRefusals.unitNeedsInteger(keyType, unit);
        }
        if (interval instanceof NumberInterval) {
            throw SchemeRefusals.unitNeedsCalendar(interval, unit);
        }
        var end = keyType.max().multiply(unit.micros());
        if (end.compareTo(Axis.micros(LIVING_MEMORY)) < 0) {
            throw SchemeRefusals.unitTooFine(keyType, unit, KeyText.of(KeyType.TIMESTAMPTZ, end));
        }
    }

    private void checkNumber(NumberInterval number) {
        if (!keyType.isInteger()) {
            throw SchemeRefusals.numberNeedsInteger(keyType, number);
        }
        if (number.size().compareTo(keyType.max()) > 0) {
            throw SchemeRefusals.tooWide(keyType, number);
        }
    }
}
