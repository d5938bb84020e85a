// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Finding;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.RefusedException;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.change.AbstractChange;
import liquibase.change.ChangeFactory;
import liquibase.change.ChangeParameterMetaData;
import liquibase.change.DatabaseChangeProperty;
import liquibase.database.Database;
import liquibase.exception.RollbackImpossibleException;
import liquibase.exception.UnexpectedLiquibaseException;
import liquibase.exception.ValidationErrors;
import liquibase.exception.Warnings;
import liquibase.parser.core.ParsedNode;
import liquibase.resource.ResourceAccessor;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawSqlStatement;

/**
 * A change to a live table in stages that commit by themselves. Live it plans and runs stage by
 * stage; where Liquibase prints SQL it yields the same texts.
 */
public abstract class OnlineChange extends AbstractChange {

    private String schemaName;
    private String tableName;
    private String legacyTableName;
    private String lockTimeout;
    private String lockRetryFor;
    private Loaded loaded = Loaded.NOTHING;

    /** The names of all attributes in the order of the manual. */
    abstract List<String> known();

    /** The names of elements that may stand in it. */
    Collection<String> nested() {
        return List.of();
    }

    /** What a list of all that is known calls them. */
    List<String> elements() {
        return List.of();
    }

    /** Whether an attribute that is not always required is so here. */
    boolean needs(String attribute) {
        return false;
    }

    /**
     * What the attributes ask for; the reader takes whatever is wrong with them, and then the
     * answer may be empty.
     *
     * @param table empty when its name is missing or wrong
     */
    abstract Optional<Request> request(
            AttributeReader reader, Optional<QualifiedName> table, Pace pace);

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors(this);
        for (Finding finding : findings(database)) {
            // Liquibase puts ", file::id::author" behind it
            errors.addError(Indent.of("%s\n  Where: %s".formatted(finding, name())));
        }
        return errors;
    }

    private List<Finding> findings(Database database) {
        if (!supports(database)) {
            return List.of(ChangeRefusals.otherDatabase(name(), database.getDisplayName()));
        }
        AttributeReader reader = new AttributeReader();
        if (!LiveConnection.isThere(database)) {
            reader.add(ChangeRefusals.offline(name()));
        }
        if (getChangeSet() != null) {
            new ChangeSetCheck(name(), getChangeSet()).findings().forEach(reader::add);
        }
        request(database, reader);
        return reader.findings();
    }

    /**
     * @throws RefusedException with everything that is wrong with the attributes
     */
    Request request(Database database) {
        AttributeReader reader = new AttributeReader();
        Optional<Request> request = request(database, reader);
        if (!reader.findings().isEmpty()) {
            throw new RefusedException(reader.findings());
        }
        return request.orElseThrow();
    }

    private Optional<Request> request(Database database, AttributeReader reader) {
        if (!loaded.unknown().isEmpty()) {
            reader.add(ChangeRefusals.unknownAttributes(name(), loaded.unknown(), words()));
        }
        List<String> missing =
                known().stream()
                        .filter(
                                name ->
                                        parameters().get(name).isRequiredFor(database)
                                                || needs(name))
                        .filter(name -> parameters().get(name).getCurrentValue(this) == null)
                        .filter(name -> !loaded.present().contains(name))
                        .toList();
        if (!missing.isEmpty()) {
            reader.add(ChangeRefusals.missingAttributes(name(), missing, words()));
        }
        loaded.findings().forEach(reader::add);
        TargetReader target = new TargetReader(this, reader);
        return request(reader, target.table(database), target.pace());
    }

    private List<String> words() {
        return Stream.concat(known().stream(), elements().stream()).toList();
    }

    @Override
    protected void customLoadLogic(ParsedNode node, ResourceAccessor resources) {
        loaded = Loaded.from(node, known(), nested());
        loaded.texts().forEach((name, text) -> parameters().get(name).setValue(this, text));
    }

    private Map<String, ChangeParameterMetaData> parameters() {
        return Scope.getCurrentScope()
                .getSingleton(ChangeFactory.class)
                .getChangeMetaData(this)
                .getParameters();
    }

    @Override
    public SqlStatement[] generateStatements(Database database) {
        return statements(database, Direction.FORWARD);
    }

    @Override
    public SqlStatement[] generateRollbackStatements(Database database)
            throws RollbackImpossibleException {
        return statements(database, Direction.BACK);
    }

    private SqlStatement[] statements(Database database, Direction direction) {
        if (Boolean.FALSE.equals(Scope.getCurrentScope().get(SHOULD_EXECUTE, Boolean.class))) {
            return SqlStatement.EMPTY_SQL_STATEMENT; // Liquibase asks once more, for its log only
        }
        Request request = request(database);
        if (shouldExecuteChange(database)) {
            return new SqlStatement[] {new OnlineStatement(name(), database, request, direction)};
        }
        Connection connection = LiveConnection.of(name(), database);
        try {
            return direction.script(request, connection).stream()
                    .map(RawSqlStatement::new)
                    .toArray(SqlStatement[]::new);
        } catch (SQLException e) {
            throw new UnexpectedLiquibaseException(e.getMessage(), e);
        }
    }

    /** The catalog decides what the statements are; Liquibase then asks only when it needs them. */
    @Override
    public boolean generateStatementsVolatile(Database database) {
        return true;
    }

    @Override
    public boolean generateRollbackStatementsVolatile(Database database) {
        return true;
    }

    @Override
    public boolean supports(Database database) {
        return Postgres.is(database);
    }

    @Override
    public boolean supportsRollback(Database database) {
        return supports(database);
    }

    @Override
    public Warnings warn(Database database) {
        return new Warnings();
    }

    /** How patiently a change asks for its locks may be changed after it has run. */
    @Override
    public String[] getExcludedFieldFilters(ChecksumVersion version) {
        return new String[] {"lockTimeout", "lockRetryFor"};
    }

    private String name() {
        return getSerializedObjectName();
    }

    @DatabaseChangeProperty(
            description = "Schema of the table; the default schema if it is left out",
            exampleValue = "public",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getSchemaName() {
        return schemaName;
    }

    public void setSchemaName(String schemaName) {
        this.schemaName = schemaName;
    }

    @DatabaseChangeProperty(
            description = "Name of the table, as PostgreSQL stores it",
            exampleValue = "orders",
            requiredForDatabase = Postgres.NAME,
            supportsDatabase = Postgres.NAME)
    public String getTableName() {
        return tableName;
    }

    public void setTableName(String tableName) {
        this.tableName = tableName;
    }

    @DatabaseChangeProperty(
            description = "Name of the old heap. Default: the table's name and _legacy",
            exampleValue = "orders_legacy",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getLegacyTableName() {
        return legacyTableName;
    }

    public void setLegacyTableName(String legacyTableName) {
        this.legacyTableName = legacyTableName;
    }

    @DatabaseChangeProperty(
            description =
                    "How long one attempt to lock the table may wait, and so make others wait;"
                            + " below PostgreSQL's deadlock_timeout. Default 100ms",
            exampleValue = "100ms",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getLockTimeout() {
        return lockTimeout;
    }

    public void setLockTimeout(String lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @DatabaseChangeProperty(
            description = "How long such attempts are repeated. Default 10m",
            exampleValue = "10m",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getLockRetryFor() {
        return lockRetryFor;
    }

    public void setLockRetryFor(String lockRetryFor) {
        this.lockRetryFor = lockRetryFor;
    }
}
