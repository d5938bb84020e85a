// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what {@link KeyMemory} has written. */
final class KeyMemoryReader {

    private KeyMemoryReader() {}

    private static final String UNIQUE =
            """
      SELECT k ->> 'name' AS name, k ->> 'method' AS method, k ->> 'constraint' AS constraint, k ->> 'wider' AS wider, k ->> 'deferral' AS deferral,
             ARRAY(SELECT jsonb_array_elements_text(k -> 'terms')) AS terms, k ->> 'condition' AS condition,
             (k ->> 'nullsEqual')::boolean AS nulls_equal, k ->> 'comment' AS comment, k ->> 'constraintComment' AS constraint_comment
      FROM jsonb_array_elements(?::jsonb -> 'unique') AS k""";

    /**
     * Its table may have another owner by now, or be gone; a constraint of its name may be there
     * that is not what has become of it.
     */
    private static final String INCOMING =
            """
      SELECT k ->> 'schema' AS schema, k ->> 'table' AS relation, k ->> 'name' AS name, k ->> 'definition' AS definition,
             k ->> 'comment' AS comment, pg_get_userbyid(c.relowner) AS owner, k ->> 'rest' AS rest,
             ARRAY(SELECT jsonb_array_elements_text(k -> 'columns')) AS columns, ARRAY(SELECT jsonb_array_elements_text(k -> 'references')) AS referenced
      FROM jsonb_array_elements(?::jsonb -> 'incoming') AS k JOIN pg_namespace AS n ON n.nspname = k ->> 'schema'
      JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = k ->> 'table' AND c.relkind = 'r'
      LEFT JOIN pg_constraint AS t ON t.conrelid = c.oid AND t.conname = k ->> 'name'
      WHERE CASE WHEN t.oid IS NULL THEN ? ELSE t.contype = 'f' AND t.confrelid = (
              SELECT o.oid FROM pg_class AS o JOIN pg_namespace AS s ON s.oid = o.relnamespace WHERE s.nspname = ? AND o.relname = ?) END""";

    private static final String DROPPED = "SELECT (?::jsonb ->> 'dropped')::boolean AS it";

    private static final String BEGUN = "SELECT ?::jsonb ->> 'begun' AS it";

    /**
     * @param keys JSON
     * @param table at which the foreign keys point, or are to point again
     */
    static KeyMemory read(Connection connection, Optional<String> keys, QualifiedName table)
            throws SQLException {
        if (keys.isEmpty()) {
            return KeyMemory.NOTHING;
        }
        boolean dropped =
                Rows.first(connection, DROPPED, row -> row.is("it"), keys.get()).orElseThrow();
        List<IncomingForeignKey> incoming =
                Rows.list(
                        connection,
                        INCOMING,
                        KeyMemoryReader::incoming,
                        keys.get(),
                        dropped,
                        table.schema().value(),
                        table.name().value());
        return new KeyMemory(
                Rows.list(connection, UNIQUE, KeyMemoryReader::unique, keys.get()),
                incoming,
                dropped,
                Rows.first(connection, BEGUN, row -> row.text("it"), keys.get()).orElseThrow());
    }

    private static UniqueKey unique(Rows.Row row) throws SQLException {
        return new UniqueKey(
                row.identifier("name"),
                row.sql("method"),
                row.optional("constraint").map(Sql::verbatim),
                row.optional("wider").map(Sql::verbatim),
                Optional.empty(),
                row.sql("deferral"),
                row.texts("terms").stream().map(Sql::verbatim).toList(),
                row.optional("condition").map(Sql::verbatim),
                row.is("nulls_equal"),
                row.optional("comment"),
                row.optional("constraint_comment"));
    }

    private static IncomingForeignKey incoming(Rows.Row row) throws SQLException {
        return new IncomingForeignKey(
                row.identifier("name"),
                row.name("schema", "relation"),
                new Identifier(row.text("owner")),
                row.sql("definition"),
                row.identifiers("columns"),
                row.identifiers("referenced"),
                row.optional("rest").map(Sql::verbatim),
                true,
                false,
                false,
                false,
                false,
                row.optional("comment"));
    }
}
