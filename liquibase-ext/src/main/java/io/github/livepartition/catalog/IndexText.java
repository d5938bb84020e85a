// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

/**
 * Definitions of indexes as PostgreSQL prints them, with what it leaves out there: where they lie,
 * and the storage parameters of constraints. Scalar subqueries, in which {@code i} is a row of
 * pg_index, {@code c} of pg_class and {@code k} of pg_constraint. Where it has to stand follows
 * from what comes after it, which is put together here.
 */
public final class IndexText {

    private IndexText() {}

    /** As in {@code WITH (…)}. */
    static final String PARAMETERS =
            """
            (SELECT string_agg(quote_ident(name) || '=' || CASE WHEN quote_ident(value) = value THEN value ELSE quote_literal(value) END, ', ')
                      FROM unnest(c.reloptions) AS r (option), LATERAL (SELECT split_part(option, '=', 1), substr(option, strpos(option, '=') + 1)) AS v (name, value))""";

    /** NULL for the database's. */
    public static final String TABLESPACE =
            "(SELECT spcname FROM pg_tablespace AS s WHERE s.oid = c.reltablespace)";

    public static final String DEFINITION =
            """
            (SELECT left(d, length(d) - length(rest)) || coalesce(' TABLESPACE ' || quote_ident(%s), '') || rest
                    FROM (SELECT pg_get_indexdef(i.indexrelid) AS d, coalesce(' WHERE ' || pg_get_expr(i.indpred, i.indrelid), '') AS rest) AS x)"""
                    .formatted(TABLESPACE);

    /** That of an exclusion constraint has its parameters already. */
    public static final String CONSTRAINT =
            """
            (SELECT left(d, length(d) - length(rest)) || CASE WHEN k.contype <> 'x' THEN coalesce(' WITH (' || %s || ')', '') ELSE '' END
                      || coalesce(' USING INDEX TABLESPACE ' || quote_ident(%s), '') || rest
                    FROM (SELECT pg_get_constraintdef(k.oid) AS d, concat(' WHERE (' || pg_get_expr(i.indpred, i.indrelid) || ')',
                            CASE WHEN k.condeferrable THEN ' DEFERRABLE' END, CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END) AS rest) AS x)"""
                    .formatted(PARAMETERS, TABLESPACE);
}
