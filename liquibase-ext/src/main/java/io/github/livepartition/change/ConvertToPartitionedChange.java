// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Pace;
import io.github.livepartition.sql.QualifiedName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.parser.core.ParsedNode;
import liquibase.resource.ResourceAccessor;

/** Turns a live table into a partitioned one. */
@DatabaseChange(
        name = "convertToPartitioned",
        description =
                "Partitions a live table: the old heap becomes the first partition,"
                        + " or every row is copied to a new one",
        priority = ChangeMetaData.PRIORITY_DEFAULT,
        appliesTo = "table")
public class ConvertToPartitionedChange extends MovingChange {

    private static final List<String> KNOWN =
            List.of(
                    "schemaName",
                    "tableName",
                    "partitionColumn",
                    "partitionBy",
                    "interval",
                    "modulus",
                    "strategy",
                    "boundary",
                    "premake",
                    "primaryKeyColumns",
                    "incomingForeignKeys",
                    "legacyTableName",
                    "partitionNamePattern",
                    "timeZone",
                    "keyUnit",
                    "notNull",
                    "proof",
                    "publications",
                    "batchPages",
                    "pause",
                    "between",
                    "maxReplicaLag",
                    "parallel",
                    "reverseLog",
                    "lockTimeout",
                    "lockRetryFor");

    private String partitionColumn;
    private String partitionBy;
    private String interval;
    private String modulus;
    private String strategy;
    private String boundary;
    private String premake;
    private String primaryKeyColumns;
    private String incomingForeignKeys;
    private String partitionNamePattern;
    private String keyUnit;
    private String notNull;
    private String proof;
    private String publications;
    private String reverseLog;
    private NestedLoader.Found nested = NestedLoader.Found.NOTHING;

    @Override
    List<String> known() {
        return KNOWN;
    }

    @Override
    Collection<String> nested() {
        return NestedLoader.NAMES;
    }

    @Override
    List<String> elements() {
        return NestedLoader.ELEMENTS;
    }

    @Override
    boolean needs(String attribute) {
        String by = partitionBy == null ? "RANGE" : partitionBy.strip();
        return attribute.equals("interval") && by.equalsIgnoreCase("RANGE")
                || attribute.equals("modulus") && by.equalsIgnoreCase("HASH");
    }

    @Override
    protected void customLoadLogic(ParsedNode node, ResourceAccessor resources) {
        super.customLoadLogic(node, resources);
        nested = NestedLoader.load(node);
    }

    NestedLoader.Found elementsFound() {
        return nested;
    }

    @Override
    public Set<String> getSerializableFields() {
        Set<String> fields = new LinkedHashSet<>(super.getSerializableFields());
        NestedLoader.ELEMENTS.stream()
                .filter(element -> getSerializableFieldValue(element) != null)
                .forEach(fields::add);
        return fields;
    }

    /** Null where nothing is written, so that checksums from before these elements stay. */
    @Override
    public Object getSerializableFieldValue(String field) {
        if (field.equals(Nested.PARTITIONS)) {
            return nested.partitions().orElse(null);
        }
        if (field.equals(Nested.FOREIGN_KEYS)) {
            return nested.foreignKeys().orElse(null);
        }
        if (field.equals(Nested.UNIQUE_KEYS)) {
            return nested.uniqueKeys().orElse(null);
        }
        return field.equals(NestedKind.SUB_PARTITION.word())
                ? nested.sub().orElse(null)
                : super.getSerializableFieldValue(field);
    }

    @Override
    public SerializationType getSerializableFieldType(String field) {
        return NestedLoader.ELEMENTS.contains(field)
                ? SerializationType.NESTED_OBJECT
                : super.getSerializableFieldType(field);
    }

    @Override
    Optional<Request> request(AttributeReader reader, Optional<QualifiedName> table, Pace pace) {
        return new ConversionReader(this, reader).read(table, pace).map(ConversionRequest::new);
    }

    @Override
    public String getConfirmationMessage() {
        return "table %s is partitioned by %s".formatted(getTableName(), partitionColumn);
    }

    @DatabaseChangeProperty(
            description =
                    "Column to partition by; for RANGE date, timestamp, timestamptz, smallint, integer, bigint or uuid (version 7)",
            exampleValue = "created_at",
            requiredForDatabase = Postgres.NAME,
            supportsDatabase = Postgres.NAME)
    public String getPartitionColumn() {
        return partitionColumn;
    }

    public void setPartitionColumn(String partitionColumn) {
        this.partitionColumn = partitionColumn;
    }

    @DatabaseChangeProperty(
            description =
                    "RANGE, one partition for each interval; or with strategy copy LIST, nested partitions with their values, or HASH, modulus partitions of about the same size. Default RANGE",
            exampleValue = "RANGE",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPartitionBy() {
        return partitionBy;
    }

    public void setPartitionBy(String partitionBy) {
        this.partitionBy = partitionBy;
    }

    @DatabaseChangeProperty(
            description = "With HASH, where it is required: how many partitions",
            exampleValue = "8",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getModulus() {
        return modulus;
    }

    public void setModulus(String modulus) {
        this.modulus = modulus;
    }

    @DatabaseChangeProperty(
            description =
                    "With RANGE, where it is required: width of a partition: hour, day, week, month, quarter or year, or a number for a plain integer key",
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
            description =
                    "How: attach, the old heap becomes the first partition; or copy, every row goes to a new partition beside the running table, and then the names are switched. Default attach",
            exampleValue = "attach",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getStrategy() {
        return strategy;
    }

    public void setStrategy(String strategy) {
        this.strategy = strategy;
    }

    @DatabaseChangeProperty(
            description =
                    "End of the old heap's range. Default: the first interval boundary after both now and the greatest key",
            exampleValue = "2027-01-01",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getBoundary() {
        return boundary;
    }

    public void setBoundary(String boundary) {
        this.boundary = boundary;
    }

    @DatabaseChangeProperty(
            description =
                    "How many partitions to create for the time after the boundary, or with strategy copy after now. Default 3",
            exampleValue = "3",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPremake() {
        return premake;
    }

    public void setPremake(String premake) {
        this.premake = premake;
    }

    @DatabaseChangeProperty(
            description =
                    "The new primary key, which must contain the partition column; needed when the old one does not",
            exampleValue = "id, created_at",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPrimaryKeyColumns() {
        return primaryKeyColumns;
    }

    public void setPrimaryKeyColumns(String primaryKeyColumns) {
        this.primaryKeyColumns = primaryKeyColumns;
    }

    @DatabaseChangeProperty(
            description =
                    "What becomes of foreign keys of other tables that point here: refuse; repoint, they point at the partitioned table from then on; or drop, until a rollback. Default refuse",
            exampleValue = "repoint",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getIncomingForeignKeys() {
        return incomingForeignKeys;
    }

    public void setIncomingForeignKeys(String incomingForeignKeys) {
        this.incomingForeignKeys = incomingForeignKeys;
    }

    @DatabaseChangeProperty(
            description =
                    "How partitions are named, such as {table}_y{yyyy}m{MM} or, with HASH, {table}_h{remainder}. Default: by the interval",
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
                    "What an integer key counts since 1970 when the interval is a calendar word: seconds, millis or micros",
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
                    "true: a partition column that may be NULL is made NOT NULL, and from the first stage on rows without it are refused. Default false",
            exampleValue = "true",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getNotNull() {
        return notNull;
    }

    public void setNotNull(String notNull) {
        this.notNull = notNull;
    }

    @DatabaseChangeProperty(
            description =
                    "How the old rows are proved to lie before the boundary: scan, one online read of the table, or trust, index probes and a superuser. Default scan",
            exampleValue = "scan",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getProof() {
        return proof;
    }

    public void setProof(String proof) {
        this.proof = proof;
    }

    @DatabaseChangeProperty(
            description =
                    "accept: the table is published in a way that does not follow a conversion, and its subscribers may get out of step. Without it that is refused",
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
                    "false: the old heap is not kept in step after the switch of a copy, and there is no way back. Default true",
            exampleValue = "true",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getReverseLog() {
        return reverseLog;
    }

    public void setReverseLog(String reverseLog) {
        this.reverseLog = reverseLog;
    }
}
