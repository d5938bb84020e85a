// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Column;
import io.github.livepartition.catalog.ForeignKey;
import io.github.livepartition.catalog.Index;
import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.Copying;
import io.github.livepartition.step.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a copy of a table consists of. */
final class Copies {

    private Copies() {}

    /** A unique key whose columns are never NULL, can be hashed, and which is checked at once. */
    static Optional<List<Identifier>> key(Table table) {
        return keyIndex(table)
                .map(index -> index.columns().stream().flatMap(Optional::stream).toList());
    }

    static Optional<Index> keyIndex(Table table) {
        return table.indexes().stream()
                .filter(index -> index.primary() || index.unique() && index.plain())
                .filter(index -> index.valid() && index.hashed() && !isDeferrable(index))
                .filter(index -> index.columns().stream().allMatch(c -> isNotNull(table, c)))
                .findFirst();
    }

    private static boolean isNotNull(Table table, Optional<Identifier> column) {
        return column.flatMap(table::column).filter(Column::notNull).isPresent();
    }

    /** PostgreSQL's own text; a quoted name could only be taken for it the safe way. */
    static boolean isDeferrable(Index index) {
        return index.constraint().filter(c -> c.text().contains(" DEFERRABLE")).isPresent();
    }

    /**
     * @param heap the old heap, or the table before it is one
     */
    static Copying of(Conversion conversion, Table heap) {
        return of(conversion, heap, heap.foreignKeys());
    }

    /** Where the foreign keys are on another table than the heap. */
    static Copying of(Conversion conversion, Table heap, List<ForeignKey> keys) {
        List<Identifier> key = key(heap).orElseThrow();
        return new Copying(
                conversion.table(),
                conversion.table(),
                conversion.copyName(),
                conversion.logName(),
                conversion.pagesName(),
                heap.owner(),
                key,
                conversion.partitionColumns().stream().filter(c -> !key.contains(c)).toList(),
                columns(heap),
                keys.stream().flatMap(k -> k.columns().stream()).distinct().toList(),
                Within.ALL);
    }

    /** Ranges of the old heap. */
    static Copying of(Staged staged, Table table, List<ForeignKey> keys, Within within) {
        return new Copying(
                staged.table(),
                staged.legacy(),
                staged.staging(),
                staged.log(),
                staged.ranges(),
                table.owner(),
                key(table).orElseThrow(),
                List.of(),
                columns(table),
                keys.stream().flatMap(k -> k.columns().stream()).distinct().toList(),
                within);
    }

    /** What legacy has and the table still has, to compare them. */
    static Copying of(LegacyDrop drop, Table table, Table legacy) {
        return new Copying(
                drop.table(),
                drop.table(),
                drop.legacy(),
                drop.log(),
                drop.pages(),
                legacy.owner(),
                key(legacy).orElseThrow(),
                List.of(),
                legacy.columns().stream()
                        .filter(c -> !c.generated())
                        .filter(c -> table.column(c.name()).filter(sameType(c)).isPresent())
                        .map(Column::name)
                        .toList(),
                List.of(),
                Within.ALL);
    }

    private static Predicate<Column> sameType(Column column) {
        return other -> other.type().equals(column.type());
    }

    static List<Identifier> columns(Table table) {
        return table.columns().stream().filter(c -> !c.generated()).map(Column::name).toList();
    }

    /** Statements that give the copy the indexes of the table, its partitions not yet. */
    static List<Sql> indexes(Conversion conversion, Keys keys, Table table) {
        QualifiedName copy = conversion.copyName();
        boolean swaps = CutOver.swapsPrimaryKey(conversion, table);
        List<Sql> statements = new ArrayList<>();
        for (Index index :
                new UniqueKeys(conversion, keys)
                        .after(table.name(), table.indexes().stream())
                        .toList()) {
            if (!(swaps && index.primary())) {
                statements.add(index(copy, index));
            }
        }
        if (swaps) {
            statements.add(
                    constraint(
                            copy,
                            primaryKeyName(conversion, table),
                            NewPrimaryKey.definition(conversion, table)));
        }
        return statements;
    }

    /** The name of the primary key after the switch. */
    static Identifier primaryKeyName(Conversion conversion, Table table) {
        return table.primaryKey()
                .map(Index::name)
                .orElseGet(() -> CutOver.firstPrimaryKeyName(conversion));
    }

    /** Statements that give what ranges are staged in the indexes of the table. */
    static List<Sql> indexes(Staged staged, Table table) {
        return table.indexes().stream().map(index -> index(staged.staging(), index)).toList();
    }

    private static Sql index(QualifiedName copy, Index index) {
        return index.constraint()
                .map(definition -> constraint(copy, index.name(), definition))
                .orElseGet(
                        () ->
                                Sql.of(
                                        "CREATE %sINDEX %s ON ONLY %s %s;",
                                        Sql.verbatim(index.unique() ? "UNIQUE " : ""),
                                        IndexNames.copy(index.name()),
                                        copy,
                                        index.method()));
    }

    private static Sql constraint(QualifiedName copy, Identifier name, Sql definition) {
        return Sql.of(
                "ALTER TABLE ONLY %s ADD CONSTRAINT %s %s;",
                copy, IndexNames.copy(name), definition);
    }

    /** The names of the indexes that the table has after the switch. */
    static List<Identifier> indexNames(Conversion conversion, Table table) {
        List<Identifier> names = new ArrayList<>();
        table.indexes().stream()
                .filter(
                        index ->
                                conversion
                                        .keys()
                                        .of(index.name())
                                        .filter(c -> c.action() == KeyChoices.Action.DROP)
                                        .isEmpty())
                .forEach(index -> names.add(index.name()));
        if (!names.contains(primaryKeyName(conversion, table))
                && CutOver.swapsPrimaryKey(conversion, table)) {
            names.add(primaryKeyName(conversion, table));
        }
        return names;
    }

    /** The tables that foreign keys name. */
    static List<QualifiedName> referenced(List<ForeignKey> keys) {
        return keys.stream().map(ForeignKey::references).distinct().toList();
    }
}
