// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a column tells ANALYZE.
 *
 * @param target its statistics target
 * @param distinct {@code n_distinct}
 * @param inherited {@code n_distinct_inherited}, which a partitioned table has in its place
 */
public record ColumnSettings(
        Identifier column,
        Optional<Integer> target,
        Optional<String> distinct,
        Optional<String> inherited)
        implements Belonging {

    static final String QUERY =
            """
            SELECT attname AS column, nullif(attstattarget, -1)::text AS target,
                   (SELECT option_value FROM pg_options_to_table(attoptions) WHERE option_name = 'n_distinct') AS distinct,
                   (SELECT option_value FROM pg_options_to_table(attoptions) WHERE option_name = 'n_distinct_inherited') AS inherited
              FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped AND (attstattarget >= 0 OR attoptions IS NOT NULL) ORDER BY attnum""";

    /** The inherited value is no news where it is the other's. */
    public ColumnSettings {
        inherited = inherited.filter(value -> distinct.filter(value::equals).isEmpty());
    }

    @Override
    public String words() {
        return "the statistics target and options of column " + column;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        List<Sql> statements = new ArrayList<>();
        target.ifPresent(
                n ->
                        statements.add(
                                Sql.of(
                                        "ALTER TABLE %s ALTER COLUMN %s SET STATISTICS %s;",
                                        table, column, number(n))));
        if (distinct.isPresent() || inherited.isPresent()) {
            statements.add(Sql.of("ALTER TABLE %s %s;", table, options()));
            statements.add(Leaves.each(table, Leaves.alter(options())));
            distinct.filter(value -> inherited.isEmpty())
                    .ifPresent(value -> statements.add(inheritedToo(table, value)));
        }
        return Optional.of(Sql.join("\n", statements));
    }

    /** A table with partitions is analyzed as a whole by that name. */
    private Sql inheritedToo(QualifiedName table, String value) {
        return Sql.of(
                """
                IF (SELECT relkind = 'p' FROM pg_class WHERE oid = %s) THEN
                  ALTER TABLE %s ALTER COLUMN %s SET (n_distinct_inherited = %s);
                END IF;""",
                Leaves.regclass(table), table, column, new Literal(value));
    }

    @Override
    public Optional<Sql> giveToPartition(QualifiedName partition) {
        List<Sql> statements = new ArrayList<>();
        target.ifPresent(
                n ->
                        statements.add(
                                Sql.of(
                                        "ALTER TABLE %s ALTER COLUMN %s SET STATISTICS %s;",
                                        partition, column, number(n))));
        if (distinct.isPresent() || inherited.isPresent()) {
            statements.add(Sql.of("ALTER TABLE %s %s;", partition, options()));
        }
        return Optional.of(Sql.join("\n", statements));
    }

    private Sql options() {
        List<Sql> options = new ArrayList<>();
        distinct.ifPresent(v -> options.add(Sql.of("n_distinct = %s", new Literal(v))));
        inherited.ifPresent(v -> options.add(Sql.of("n_distinct_inherited = %s", new Literal(v))));
        return Sql.of("ALTER COLUMN %s SET (%s)", column, Sql.join(", ", options));
    }

    private static Sql number(int n) {
        return Sql.verbatim(Integer.toString(n));
    }

    @Override
    public Optional<Belonging> kept() {
        return Optional.of(this);
    }

    @Override
    public Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.of(
                Sql.of(
                        "ALTER TABLE %s ALTER COLUMN %s SET STATISTICS -1, ALTER COLUMN %s RESET (n_distinct, n_distinct_inherited);",
                        heap, column, column));
    }
}
