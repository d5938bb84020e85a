// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.range.Bound;
import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Literal;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.sql.SqlPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A range of the old heap on its way to a partition of its own.
 *
 * @param copying of all ranges that are staged
 * @param partition the name it has from the beginning
 */
public record StagedRange(Copying copying, QualifiedName partition, Span span) {

    /** The CHECK by which PostgreSQL attaches the partition without reading it. */
    public static final Identifier CHECK = new Identifier("livepartition_range");

    /** Which rows of the source those are. */
    public Sql condition() {
        return Within.condition(Sql.of("%s", copying.within().key().orElseThrow()), span);
    }

    /** The log, and this range alone. */
    Copying alone() {
        return copying.only(copying.within().only(List.of(span)), partition);
    }

    Sql fill(String template, Map<String, ? extends SqlPart> more) {
        Map<String, SqlPart> parts = new HashMap<>(more);
        parts.put("partition", partition);
        parts.put("staging", copying.target());
        parts.put("check", CHECK);
        parts.put("name", new Literal(partition.name().value()));
        parts.put("keyColumn", copying.within().key().orElseThrow());
        parts.put("keyType", copying.within().type());
        parts.put("lower", span.from().map(Bound::literal).orElse(Sql.verbatim("NULL")));
        parts.put("upper", span.to().orElseThrow().literal());
        parts.put("condition", condition());
        parts.put("bound", span.forValues());
        return copying.only(copying.within().only(List.of(span)), copying.target())
                .fill(template, parts);
    }
}
