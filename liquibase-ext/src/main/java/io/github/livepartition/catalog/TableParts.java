// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the parts of one table, a query each. */
record TableParts(Connection connection, long oid) {

    List<Column> columns() throws SQLException {
        return list(
                CatalogQueries.COLUMNS,
                row ->
                        new Column(
                                row.identifier("name"),
                                row.text("type"),
                                row.is("not_null"),
                                row.is("generated"),
                                row.optional("comment")));
    }

    List<Index> indexes() throws SQLException {
        return list(
                CatalogQueries.INDEXES,
                row ->
                        new Index(
                                row.identifier("name"),
                                row.sql("definition"),
                                row.sql("method"),
                                row.optional("constraint").map(Sql::verbatim),
                                row.optional("comment"),
                                row.optional("constraint_comment"),
                                row.texts("columns").stream()
                                        .map(
                                                name ->
                                                        Optional.of(name)
                                                                .filter(n -> !n.isEmpty())
                                                                .map(Identifier::new))
                                        .toList(),
                                row.is("primary"),
                                row.is("unique"),
                                row.is("valid"),
                                row.is("plain"),
                                row.is("hashed")));
    }

    List<Check> checks() throws SQLException {
        return list(
                CatalogQueries.CHECKS,
                row ->
                        new Check(
                                row.identifier("name"),
                                row.text("definition"),
                                row.is("validated"),
                                row.optional("comment")));
    }

    List<ForeignKey> foreignKeys() throws SQLException {
        return list(
                CatalogQueries.FOREIGN_KEYS,
                row ->
                        new ForeignKey(
                                row.identifier("name"),
                                row.sql("definition"),
                                row.identifiers("columns"),
                                row.name("schema", "relation"),
                                row.optional("comment")));
    }

    List<IncomingForeignKey> incomingForeignKeys() throws SQLException {
        return IncomingKeys.of(connection, oid);
    }

    List<Trigger> triggers() throws SQLException {
        return list(
                CatalogQueries.TRIGGERS,
                row ->
                        new Trigger(
                                row.identifier("name"),
                                row.sql("definition"),
                                row.is("on_row"),
                                row.text("enabled"),
                                row.optional("comment"),
                                row.is("before"),
                                row.text("source")));
    }

    List<View> views() throws SQLException {
        return list(
                CatalogQueries.VIEWS,
                row ->
                        new View(
                                row.name("schema", "relation"),
                                row.identifier("owner"),
                                row.sql("definition"),
                                row.texts("options")));
    }

    List<Sequence> sequences() throws SQLException {
        return list(
                CatalogQueries.SEQUENCES,
                row ->
                        new Sequence(
                                row.name("schema", "relation"),
                                row.identifier("column"),
                                row.optional("identity").map(Sql::verbatim),
                                row.sql("options"),
                                initialGrants(row.number("oid")),
                                grants(row.number("oid")),
                                row.optional("comment")));
    }

    List<Grant> grants(long relation) throws SQLException {
        return Rows.list(connection, CatalogQueries.GRANTS, TableParts::grant, relation, relation);
    }

    List<Grant> initialGrants(long relation) throws SQLException {
        return Rows.list(connection, CatalogQueries.INITIAL_GRANTS, TableParts::grant, relation);
    }

    private static Grant grant(Rows.Row row) throws SQLException {
        return new Grant(
                row.optional("grantee").map(Identifier::new),
                row.sql("privilege"),
                row.is("grantable"),
                row.optional("attname").map(Identifier::new));
    }

    Optional<Partitioning> partitioning() throws SQLException {
        List<Partitioning.Partition> partitions =
                list(
                        CatalogQueries.PARTITIONS,
                        row ->
                                new Partitioning.Partition(
                                        row.name("schema", "relation"), row.text("bound")));
        return Rows.first(
                connection,
                CatalogQueries.PARTITIONING,
                row ->
                        new Partitioning(
                                row.text("key"),
                                row.optional("column").map(Identifier::new),
                                partitions),
                oid);
    }

    /**
     * @param own names of ours that are left out of the description
     */
    Table.Whole whole(Collection<Identifier> own) throws SQLException {
        return new Table.Whole(obstacles(), description(own));
    }

    private Description description(Collection<Identifier> own) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return Rows.first(
                        connection,
                        Description.read(major, own),
                        row -> new Description(major, row.texts("lines"), row.text("fingerprint")),
                        oid)
                .orElseThrow();
    }

    private List<Obstacle> obstacles() throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return list(ObstacleQuery.forMajor(major), row -> new Obstacle(row.text("what")));
    }

    private <T> List<T> list(String sql, Rows.Mapper<T> mapper) throws SQLException {
        return Rows.list(connection, sql, mapper, oid);
    }
}
