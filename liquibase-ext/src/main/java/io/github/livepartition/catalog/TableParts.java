// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.catalog.Batch.Answer;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the parts of one table, a query each, and all but the dearest at once. */
record TableParts(Connection connection, Batch batch, long oid) {

    TableParts(Connection connection, long oid) {
        this(connection, new Batch(), oid);
    }

    Optional<Table> table(QualifiedName name, Optional<Table.Whole> whole) throws SQLException {
        Answer<Partitioning> partitioning = partitioning();
        Answer<Column> columns = columns();
        Answer<Index> indexes = indexes();
        Answer<Check> checks = checks();
        Answer<ForeignKey> foreignKeys = foreignKeys();
        Answer<IncomingForeignKey> incomingForeignKeys = IncomingKeys.of(batch, oid);
        Answer<Trigger> triggers = triggers();
        Answer<View> views = views();
        Answer<Sequence> sequences = sequences();
        Answer<Grant> initialGrants = list(CatalogQueries.INITIAL_GRANTS, TableParts::grant);
        Answer<Grant> grants = batch.list(CatalogQueries.GRANTS, TableParts::grant, oid, oid);
        Belongings belongings = Belongings.of(connection, batch, oid);
        Answer<Table> table =
                list(
                        CatalogQueries.TABLE,
                        row ->
                                new Table(
                                        name,
                                        RelationKind.of(row.text("kind")),
                                        row.identifier("owner"),
                                        partitioning.first(),
                                        columns.rows(),
                                        indexes.rows(),
                                        checks.rows(),
                                        foreignKeys.rows(),
                                        incomingForeignKeys.rows(),
                                        triggers.rows(),
                                        views.rows(),
                                        sequences.rows(),
                                        initialGrants.rows(),
                                        grants.rows(),
                                        row.optional("comment"),
                                        row.texts("options"),
                                        row.optional("tablespace").map(Identifier::new),
                                        belongings.all(),
                                        row.number("rows"),
                                        row.number("bytes"),
                                        whole));
        batch.ask(connection);
        return table.first();
    }

    private Answer<Column> columns() {
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

    private Answer<Index> indexes() {
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
                                row.is("hashed"),
                                new IndexStorage(
                                        row.optional("parameters").map(Sql::verbatim),
                                        row.optional("tablespace").map(Identifier::new)),
                                row.is("excludes")
                                        ? Optional.of(row.identifiers("equal"))
                                        : Optional.empty()));
    }

    private Answer<Check> checks() {
        return list(
                CatalogQueries.CHECKS,
                row ->
                        new Check(
                                row.identifier("name"),
                                row.text("definition"),
                                row.is("validated"),
                                row.is("inherited"),
                                row.optional("comment")));
    }

    private Answer<ForeignKey> foreignKeys() {
        return list(
                CatalogQueries.FOREIGN_KEYS,
                row ->
                        new ForeignKey(
                                row.identifier("name"),
                                row.sql("definition"),
                                row.identifiers("columns"),
                                row.name("schema", "relation"),
                                row.is("to_partitioned"),
                                row.optional("comment")));
    }

    private Answer<Trigger> triggers() {
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

    private Answer<View> views() {
        return list(
                CatalogQueries.VIEWS,
                row ->
                        new View(
                                row.name("schema", "relation"),
                                row.identifier("owner"),
                                row.sql("definition"),
                                row.texts("options")));
    }

    private Answer<Sequence> sequences() {
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

    private List<Grant> grants(long relation) throws SQLException {
        return Rows.list(connection, CatalogQueries.GRANTS, TableParts::grant, relation, relation);
    }

    private List<Grant> initialGrants(long relation) throws SQLException {
        return Rows.list(connection, CatalogQueries.INITIAL_GRANTS, TableParts::grant, relation);
    }

    private static Grant grant(Rows.Row row) throws SQLException {
        return new Grant(
                row.optional("grantee").map(Identifier::new),
                row.sql("privilege"),
                row.is("grantable"),
                row.optional("attname").map(Identifier::new));
    }

    private Answer<Partitioning> partitioning() {
        Answer<Partitioning.Partition> partitions =
                list(
                        CatalogQueries.PARTITIONS,
                        row ->
                                new Partitioning.Partition(
                                        row.name("schema", "relation"), row.text("bound")));
        return list(
                CatalogQueries.PARTITIONING,
                row ->
                        new Partitioning(
                                row.text("key"),
                                row.optional("column").map(Identifier::new),
                                partitions.rows()));
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
        return Rows.list(
                connection,
                ObstacleQuery.forMajor(major),
                row -> new Obstacle(row.text("what")),
                oid);
    }

    private <T> Answer<T> list(String sql, Rows.Mapper<T> mapper) {
        return batch.list(sql, mapper, oid);
    }
}
