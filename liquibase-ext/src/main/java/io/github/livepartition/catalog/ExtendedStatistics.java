// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import java.util.Optional;

/**
 * Extended statistics. A query that reads a partition is planned with those of the partition, so
 * each has its own; the old heap keeps what was gathered, under another name.
 *
 * @param kinds such as {@code (ndistinct, mcv)}; empty text for those of one expression
 * @param columns as PostgreSQL prints them
 * @param owner where it is not the table's
 * @param taken whether others have the name that it gets on the old heap
 */
public record ExtendedStatistics(
        QualifiedName name,
        Sql kinds,
        Sql columns,
        Optional<Integer> target,
        Optional<Identifier> owner,
        Optional<String> comment,
        boolean taken)
        implements Belonging {

    static final String QUERY =
            """
            SELECT n.nspname AS schema, stxname AS name,
                   coalesce((SELECT '(' || string_agg(CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' ELSE 'mcv' END, ', ') || ')'
                               FROM unnest(stxkind) AS k WHERE k <> 'e'), '') AS kinds,
                   pg_get_statisticsobjdef_columns(s.oid) AS columns, nullif(stxstattarget, -1)::text AS target,
                   CASE WHEN stxowner <> relowner THEN pg_get_userbyid(stxowner) END AS owner, obj_description(s.oid, 'pg_statistic_ext') AS comment
              FROM pg_statistic_ext AS s JOIN pg_namespace AS n ON n.oid = stxnamespace JOIN pg_class AS c ON c.oid = stxrelid
             WHERE stxrelid = ? ORDER BY n.nspname COLLATE "C", stxname COLLATE "C\"""";

    static final String NAMES =
            """
            SELECT stxname AS name FROM pg_statistic_ext JOIN pg_namespace AS n ON n.oid = stxnamespace WHERE n.nspname = ?""";

    @Override
    public String words() {
        return "extended statistics " + name;
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public Optional<Sql> give(QualifiedName table) {
        return Optional.of(
                Sql.of(
                        "CREATE STATISTICS %s %s ON %s FROM %s;%s%s\n%s",
                        name,
                        kinds,
                        columns,
                        table,
                        targetOf(name),
                        commentOf(),
                        eachPartition(table)));
    }

    private Sql targetOf(QualifiedName statistics) {
        return target.map(
                        n ->
                                Sql.of(
                                        "\nALTER STATISTICS %s SET STATISTICS %s;",
                                        statistics, Sql.verbatim(Integer.toString(n))))
                .orElse(Sql.verbatim(""));
    }

    private Sql commentOf() {
        return comment.map(
                        text ->
                                Sql.of(
                                        "\nCOMMENT ON STATISTICS %s IS %s;",
                                        name, new Literal(text)))
                .orElse(Sql.verbatim(""));
    }

    /** But for those that have such, as the old heap has. */
    private Sql eachPartition(QualifiedName table) {
        Sql create =
                Sql.of(
                        """
                        format('CREATE STATISTICS %%s %%s ON %%s FROM %%s', stat, %s, %s, relid::regclass)%s""",
                        new Literal(kinds.text()),
                        new Literal(columns.text()),
                        target.map(
                                        n ->
                                                Sql.of(
                                                        " || format('; ALTER STATISTICS %%s SET STATISTICS %%s', stat, %s)",
                                                        Sql.verbatim(Integer.toString(n))))
                                .orElse(Sql.verbatim("")));
        return Leaves.each(
                table,
                Sql.of(
                        "(SELECT %s FROM (SELECT format('%%I.%%I', nspname, %s) AS stat FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE c.oid = relid) AS named)",
                        create, nameOf(Sql.verbatim("relname"))),
                Sql.of(
                        "isleaf AND NOT EXISTS (SELECT FROM pg_statistic_ext AS s WHERE stxrelid = relid AND stxname = %s)",
                        new Literal(aside().name().value())));
    }

    /** Of a partition, from its own name. */
    private Sql nameOf(SqlPart partition) {
        return Sql.of("'stat_' || md5(%s || ' ' || %s)", partition, new Literal(name.sql()));
    }

    /** What it is called on the old heap. */
    public QualifiedName aside() {
        return new QualifiedName(name.schema(), name.name().suffixedApart("_legacy"));
    }

    @Override
    public Optional<Sql> giveToPartition(QualifiedName partition) {
        Sql named = nameOf(new Literal(partition.name().value()));
        return Optional.of(
                Sql.of(
                        "EXECUTE format('CREATE STATISTICS %%I.%%I %%s ON %%s FROM %%s', %s, %s, %s, %s, %s);%s",
                        new Literal(partition.schema().value()),
                        named,
                        new Literal(kinds.text()),
                        new Literal(columns.text()),
                        new Literal(partition.sql()),
                        target.map(
                                        n ->
                                                Sql.of(
                                                        "\nEXECUTE format('ALTER STATISTICS %%I.%%I SET STATISTICS %%s', %s, %s, %s);",
                                                        new Literal(partition.schema().value()),
                                                        named,
                                                        Sql.verbatim(Integer.toString(n))))
                                .orElse(Sql.verbatim(""))));
    }

    @Override
    public Optional<Sql> setAside(QualifiedName heap) {
        return Optional.of(Sql.of("ALTER STATISTICS %s RENAME TO %s;", name, aside().name()));
    }

    @Override
    public Optional<Belonging> kept() {
        return Optional.of(
                new ExtendedStatistics(aside(), kinds, columns, target, owner, comment, false));
    }

    @Override
    public Optional<Sql> restore(QualifiedName heap) {
        return Optional.of(Sql.of("ALTER STATISTICS %s RENAME TO %s;", aside(), name.name()));
    }

    @Override
    public Optional<Sql> takeAway(QualifiedName heap) {
        return Optional.of(Sql.of("DROP STATISTICS %s;", name));
    }

    @Override
    public Optional<Sql> release(QualifiedName table) {
        return takeAway(table);
    }
}
