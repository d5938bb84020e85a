// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Pace;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.time.Duration;
import java.util.Optional;
import liquibase.database.Database;

/** The attributes that every change to a live table has: which one, and how patiently. */
record TargetReader(OnlineChange change, AttributeReader reader) {

    /** Empty when the name is missing or wrong. */
    Optional<QualifiedName> table(Database database) {
        Optional<Identifier> table = reader.name("tableName", change.getTableName());
        String schema =
                change.getSchemaName() == null
                        ? database.getDefaultSchemaName()
                        : change.getSchemaName();
        if (schema == null && LiveConnection.isThere(database)) {
            reader.add(ChangeRefusals.noSchema());
        }
        return reader.name("schemaName", schema)
                .flatMap(s -> table.map(t -> new QualifiedName(s, t)));
    }

    Pace pace() {
        return new Pace(
                reader.read("lockTimeout", change.getLockTimeout(), TargetReader::timeout)
                        .orElse(Pace.DEFAULT.lockTimeout()),
                reader.read(
                                "lockRetryFor",
                                change.getLockRetryFor(),
                                text -> duration("lockRetryFor", text))
                        .orElse(Pace.DEFAULT.lockRetryFor()));
    }

    private static Duration timeout(String text) {
        Duration duration = duration("lockTimeout", text);
        if (duration.isZero()) {
            throw ChangeRefusals.noTime("lockTimeout", text);
        }
        return duration;
    }

    private static Duration duration(String attribute, String text) {
        return DurationText.parse(text).orElseThrow(() -> ChangeRefusals.duration(attribute, text));
    }
}
