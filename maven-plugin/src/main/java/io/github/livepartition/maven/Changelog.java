// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.change.OnlineChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.RuntimeEnvironment;
import liquibase.Scope;
import liquibase.changelog.ChangeLogIterator;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.ListVisitor;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.resource.ResourceAccessor;

/** The user's changelog against the user's database; only reads both. */
record Changelog(
        String file,
        Database database,
        Contexts contexts,
        LabelExpression labels,
        Map<String, String> variables) {

    /** Our changes that an update would run, in its order. */
    List<OnlineChange> pending() throws LiquibaseException {
        DatabaseChangeLog changeLog = parse(Scope.getCurrentScope().getResourceAccessor());
        changeLog.validate(database, contexts, labels);
        ListVisitor visitor = new ListVisitor();
        new ChangeLogIterator(
                        changeLog,
                        new ShouldRunChangeSetFilter(database),
                        new ContextChangeSetFilter(contexts),
                        new LabelChangeSetFilter(labels),
                        new DbmsChangeSetFilter(database),
                        new IgnoreChangeSetFilter())
                .run(visitor, new RuntimeEnvironment(database, contexts, labels));
        return visitor.getSeenChangeSets().stream()
                .flatMap(changeSet -> changeSet.getChanges().stream())
                .filter(OnlineChange.class::isInstance)
                .map(OnlineChange.class::cast)
                .toList();
    }

    /** Which of its preconditions does not hold; empty when all do, or there are none. */
    Optional<String> hindrance(ChangeSet changeSet) {
        PreconditionContainer preconditions = changeSet.getPreconditions();
        if (preconditions == null) {
            return Optional.empty();
        }
        try {
            preconditions.check(database, changeSet.getChangeLog(), changeSet, null);
            return Optional.empty();
        } catch (PreconditionFailedException | PreconditionErrorException e) {
            return Optional.of("its preconditions do not hold now, the update decides about it");
        }
    }

    /** File, id and author of every changeset, in their order, as read from these files. */
    List<String> changeSets(ResourceAccessor files) throws Exception {
        DatabaseChangeLog changeLog =
                Scope.child(Map.of(Scope.Attr.resourceAccessor.name(), files), () -> parse(files));
        return changeLog.getChangeSets().stream()
                .map(changeSet -> changeSet.toString(false))
                .toList();
    }

    private DatabaseChangeLog parse(ResourceAccessor resources) throws LiquibaseException {
        ChangeLogParameters parameters = new ChangeLogParameters(database);
        parameters.setContexts(contexts);
        parameters.setLabels(labels);
        variables.forEach(parameters::set);
        return ChangeLogParserFactory.getInstance()
                .getParser(file, resources)
                .parse(file, parameters, resources);
    }
}
