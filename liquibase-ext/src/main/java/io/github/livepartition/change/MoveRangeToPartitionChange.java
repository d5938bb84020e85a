// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Pace;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;

/** Moves a range of the old heap to partitions of its own. */
@DatabaseChange(
        name = "moveRangeToPartition",
        description =
                "Gives a range of the old heap, or of the default partition, partitions of its own, while the application reads and writes it",
        priority = ChangeMetaData.PRIORITY_DEFAULT,
        appliesTo = "table")
public class MoveRangeToPartitionChange extends PacedChange {

    private static final List<String> KNOWN =
            List.of(
                    "schemaName",
                    "tableName",
                    "from",
                    "to",
                    "interval",
                    "partitionName",
                    "partitionNamePattern",
                    "legacyTableName",
                    "keyUnit",
                    "timeZone",
                    "mode",
                    "pause",
                    "between",
                    "maxReplicaLag",
                    "maxLockTime",
                    "oldSnapshots",
                    "oversizedSlices",
                    "publications",
                    "fillfactor",
                    "tablespace",
                    "lockTimeout",
                    "lockRetryFor");

    private String from;
    private String to;
    private String interval;
    private String partitionName;
    private String partitionNamePattern;
    private String keyUnit;
    private String mode;
    private String maxLockTime;
    private String oldSnapshots;
    private String oversizedSlices;
    private String publications;
    private String fillfactor;
    private String tablespace;

    @Override
    List<String> known() {
        return KNOWN;
    }

    @Override
    Optional<Request> request(AttributeReader reader, Optional<QualifiedName> table, Pace pace) {
        return new MoveReader(this, reader).read(table, pace).map(MoveRequest::new);
    }

    /** Pace may be changed after it has run. */
    @Override
    public String[] getExcludedFieldFilters(ChecksumVersion version) {
        return Stream.concat(
                        Stream.of(super.getExcludedFieldFilters(version)),
                        Stream.of("maxLockTime", "oldSnapshots", "oversizedSlices"))
                .toArray(String[]::new);
    }

    @Override
    public String getConfirmationMessage() {
        return "%s to %s of table %s has partitions of its own".formatted(from, to, getTableName());
    }

    @DatabaseChangeProperty(
            description =
                    "Where the range begins, included: MINVALUE, a key, or a time for epoch and uuid keys",
            exampleValue = "2020-01-01",
            requiredForDatabase = Postgres.NAME,
            supportsDatabase = Postgres.NAME)
    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    @DatabaseChangeProperty(
            description =
                    "Where the range ends, not included: a key, or a time for epoch and uuid keys",
            exampleValue = "2021-01-01",
            requiredForDatabase = Postgres.NAME,
            supportsDatabase = Postgres.NAME)
    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    @DatabaseChangeProperty(
            description =
                    "Width of a partition, as in convertToPartitioned; without it the range becomes one partition",
            exampleValue = "month",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getInterval() {
        return interval;
    }

    public void setInterval(String interval) {
        this.interval = interval;
    }

    @DatabaseChangeProperty(
            description = "Name of the one partition",
            exampleValue = "orders_2020",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPartitionName() {
        return partitionName;
    }

    public void setPartitionName(String partitionName) {
        this.partitionName = partitionName;
    }

    @DatabaseChangeProperty(
            description =
                    "How partitions are named, such as {table}_y{yyyy}m{MM}. Default: by the interval",
            exampleValue = "{table}_y{yyyy}m{MM}",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPartitionNamePattern() {
        return partitionNamePattern;
    }

    public void setPartitionNamePattern(String partitionNamePattern) {
        this.partitionNamePattern = partitionNamePattern;
    }

    @DatabaseChangeProperty(
            description =
                    "What an integer key counts since 1970 when from and to are times: seconds, millis or micros",
            exampleValue = "millis",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getKeyUnit() {
        return keyUnit;
    }

    public void setKeyUnit(String keyUnit) {
        this.keyUnit = keyUnit;
    }

    @DatabaseChangeProperty(
            description =
                    "stage: the range is copied beside the old heap and kept in step until completeMove switches; slices: rows leave the old heap, at one of its edges, or the default partition in many short transactions. Default stage",
            exampleValue = "slices",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    @DatabaseChangeProperty(
            description =
                    "How long a slice may hold its locks; its size follows from that. Default 50ms",
            exampleValue = "50ms",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getMaxLockTime() {
        return maxLockTime;
    }

    public void setMaxLockTime(String maxLockTime) {
        this.maxLockTime = maxLockTime;
    }

    @DatabaseChangeProperty(
            description =
                    "wait: each slice waits for an instant without older snapshots; warn: a statement with an older snapshot may miss the rows of a slice. Default wait",
            exampleValue = "wait",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getOldSnapshots() {
        return oldSnapshots;
    }

    public void setOldSnapshots(String oldSnapshots) {
        this.oldSnapshots = oldSnapshots;
    }

    @DatabaseChangeProperty(
            description =
                    "accept: rows of one key value, which can only move together, may hold the locks for longer than maxLockTime. Without it they are refused",
            exampleValue = "accept",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getOversizedSlices() {
        return oversizedSlices;
    }

    public void setOversizedSlices(String oversizedSlices) {
        this.oversizedSlices = oversizedSlices;
    }

    @DatabaseChangeProperty(
            description =
                    "accept: the table is published in a way that does not follow a move, and its subscribers may get out of step. Without it that is refused",
            exampleValue = "accept",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPublications() {
        return publications;
    }

    public void setPublications(String publications) {
        this.publications = publications;
    }

    @DatabaseChangeProperty(
            description =
                    "Fillfactor of the partitions, in percent. Default: that of what the rows leave",
            exampleValue = "100",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getFillfactor() {
        return fillfactor;
    }

    public void setFillfactor(String fillfactor) {
        this.fillfactor = fillfactor;
    }

    @DatabaseChangeProperty(
            description = "Tablespace of the partitions. Default: the table's",
            exampleValue = "archive",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getTablespace() {
        return tablespace;
    }

    public void setTablespace(String tablespace) {
        this.tablespace = tablespace;
    }
}
