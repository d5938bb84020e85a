// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.livepartition.catalog.PartitionTree;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A table, or ranges of it, that is copied while it is written to: what changes meanwhile is logged
 * by its key, and replayed. What the log says is only which rows to look at again, so that it may
 * be replayed in any order and more than once.
 *
 * @param table the table that the application uses
 * @param source what is copied: the table, or the partition of it that the rows are in
 * @param target the table that is to become equal to it
 * @param log keys of the rows that have changed; the trigger function has its name
 * @param pages what of the source has been copied
 * @param owner the role that owns them all
 * @param key columns of a unique key of the source, none of them nullable
 * @param partitionKey the columns that decide on the partition and are not in the key
 * @param columns all columns but the generated ones
 * @param references the columns of foreign keys
 * @param within the rows that the target is to have
 */
public record Copying(
        QualifiedName table,
        QualifiedName source,
        QualifiedName target,
        QualifiedName log,
        QualifiedName pages,
        Identifier owner,
        List<Identifier> key,
        List<Identifier> partitionKey,
        List<Identifier> columns,
        List<Identifier> references,
        Within within) {

    public static final Identifier ROW_TRIGGER = new Identifier("livepartition_changes");
    public static final Identifier TRUNCATE_TRIGGER = new Identifier("livepartition_truncate");

    /** What the comment of the trigger function says while it writes to the target as well. */
    public static final String MIRRORS = "logs, or mirrors";

    public Copying {
        key = List.copyOf(key);
        partitionKey = List.copyOf(partitionKey);
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }

    /** The same log the other way round, for after the switch. */
    public Copying reversed(QualifiedName from, QualifiedName to) {
        return new Copying(
                table,
                from,
                to,
                log,
                pages,
                owner,
                key,
                partitionKey,
                columns,
                references,
                within.reversed());
    }

    /** The same of another part of the rows, to another target. */
    Copying only(Within part, QualifiedName to) {
        return new Copying(
                table, source, to, log, pages, owner, key, partitionKey, columns, references, part);
    }

    /** Fills the template; these parts go before ours. */
    Sql fill(String template, Map<String, ? extends SqlPart> more) {
        Map<String, SqlPart> parts = new HashMap<>(parts());
        parts.putAll(more);
        parts.keySet().removeIf(name -> !template.contains("${" + name + "}"));
        return Sql.fill(template, parts);
    }

    Sql fill(String template) {
        return fill(template, Map.of());
    }

    private Map<String, SqlPart> parts() {
        Map<String, SqlPart> parts = new HashMap<>();
        parts.put("source", source);
        parts.put("target", target);
        parts.put("log", log);
        parts.put("pages", pages);
        parts.put("andWithin", within.and("s.%s"));
        parts.put("andOldWithin", within.and("OLD.%s"));
        parts.put("andNewWithin", within.and("NEW.%s"));
        parts.put("owner", owner);
        parts.put("title", Pacing.runName(table));
        parts.put("sourceName", new Literal(source.sql()));
        parts.put("targetName", new Literal(target.sql()));
        parts.put(
                "targetTree", PartitionTree.of(Sql.of("%s::regclass", new Literal(target.sql()))));
        parts.put("pagesName", new Literal(pages.sql()));
        parts.put("logName", new Literal(log.sql()));
        parts.put("columns", Sql.join(", ", columns));
        parts.put("sourceColumns", each(columns, "s.%s"));
        parts.put("sourceKeys", each(all(), "s.%s"));
        parts.put("logColumns", Sql.join(", ", logged()));
        parts.put("logKey", Sql.join(", ", logged().subList(0, key.size())));
        // so that it is of the type below a domain, which may refuse NULL
        parts.put("asLog", pairs(all(), "coalesce(%s, NULL) AS %s", ", "));
        parts.put("old", each(all(), "OLD.%s"));
        parts.put("new", each(all(), "NEW.%s"));
        parts.put("oldBucket", bucket("OLD.%s"));
        parts.put("newBucket", bucket("NEW.%s"));
        parts.put("sourceBucket", bucket("s.%s"));
        parts.put("targetIsLog", pairs(all(), "t.%s = l.%s", " AND "));
        parts.put("sourceIsLog", pairs(key, "s.%s = l.%s", " AND "));
        parts.put("targetIsOld", pairs(all(), "t.%s = OLD.%s"));
        parts.put("targetIsNew", pairs(all(), "t.%s = NEW.%s"));
        parts.put("sourceIsOld", pairs(all(), "s.%s = OLD.%s"));
        parts.put("sourceIsNew", pairs(all(), "s.%s = NEW.%s"));
        parts.put("targetHasOldKey", pairs(key, "t.%s = OLD.%s"));
        parts.put("sourceIsTarget", pairs(key, "s.%s = t.%s"));
        parts.put("oldReferences", each(keyAnd(references), "OLD.%s"));
        parts.put("newReferences", each(keyAnd(references), "NEW.%s"));
        return parts;
    }

    private List<Identifier> keyAnd(List<Identifier> others) {
        return Stream.concat(key.stream(), others.stream()).distinct().toList();
    }

    /** The class of the advisory locks on the buckets, as an integer. */
    Sql lock() {
        CRC32 checksum = new CRC32();
        checksum.update(("livepartition " + log.sql()).getBytes(UTF_8));
        return Sql.verbatim(Long.toString(checksum.getValue() & Integer.MAX_VALUE));
    }

    /** The key and what decides on the partition. */
    private List<Identifier> all() {
        return Stream.concat(key.stream(), partitionKey.stream()).toList();
    }

    /** What the columns are called in the log, whatever they are called in the table. */
    private List<Identifier> logged() {
        return IntStream.rangeClosed(1, all().size())
                .mapToObj(n -> new Identifier("k" + n))
                .toList();
    }

    private Sql pairs(List<Identifier> names, String template, String separator) {
        return Sql.join(
                separator,
                IntStream.range(0, names.size())
                        .mapToObj(n -> Sql.of(template, names.get(n), logged().get(n)))
                        .toList());
    }

    private static Sql pairs(List<Identifier> names, String template) {
        return Sql.join(" AND ", names.stream().map(n -> Sql.of(template, n, n)).toList());
    }

    private static Sql each(List<Identifier> names, String template) {
        Function<Identifier, Sql> fill = name -> Sql.of(template, name);
        return Sql.join(", ", names.stream().map(fill).toList());
    }

    private Sql bucket(String template) {
        return Sql.of(
                "(pg_catalog.hash_record_extended(ROW(%s), 0) OPERATOR(pg_catalog.&) %s)",
                each(key, template), Sql.verbatim(Integer.toString(ChangeLogText.BUCKETS - 1)));
    }
}
