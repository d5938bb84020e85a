// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.util.Optional;

/** The attribute {@code legacyTableName}. */
final class LegacyName {

    private LegacyName() {}

    /** Empty when it, or the table's name, is missing or wrong. */
    static Optional<QualifiedName> read(
            AttributeReader reader, String text, Optional<QualifiedName> table) {
        Optional<Identifier> legacy =
                text == null
                        ? table.map(QualifiedName::name).flatMap(name -> defaultName(reader, name))
                        : reader.name("legacyTableName", text);
        table.map(QualifiedName::name)
                .filter(name -> legacy.filter(name::equals).isPresent())
                .ifPresent(name -> reader.add(ChangeRefusals.legacyIsTable(name.value())));
        return table.flatMap(t -> legacy.map(t::withName));
    }

    private static Optional<Identifier> defaultName(AttributeReader reader, Identifier table) {
        return reader.read(
                "legacyTableName",
                table.value(),
                name -> Conversion.defaultLegacyName(new Identifier(name)));
    }
}
