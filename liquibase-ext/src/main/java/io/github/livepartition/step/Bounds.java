// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;

/**
 * The CHECK on the old heap that calls a function of ours, and the function: while it is open every
 * key passes, and once it is narrowed PostgreSQL takes it as proof of the partition's bounds and
 * attaches without a scan. The function stays inlinable (LANGUAGE sql, no SET, not SECURITY
 * DEFINER), otherwise the proof is not seen.
 *
 * @param name of the function and of the CHECK
 * @param type of the key, without a modifier
 */
public record Bounds(QualifiedName table, Identifier name, Identifier key, Sql type) {

    /** The function's name. */
    public QualifiedName function() {
        return table.withName(name);
    }

    /** The same bounds once the heap has another name. */
    public Bounds on(QualifiedName heap) {
        return new Bounds(heap, name, key, type);
    }

    /** The body that lets every key pass. */
    public static final Sql OPEN = Sql.verbatim("SELECT true");

    Sql function(Sql body) {
        return Sql.of(
                """
        CREATE OR REPLACE FUNCTION %s(v %s) RETURNS boolean
          LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %s;""",
                function(), type, Sql.dollarQuote("bounds", body));
    }
}
