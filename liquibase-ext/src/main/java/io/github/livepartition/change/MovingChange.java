// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.change.DatabaseChangeProperty;

/** A change that moves whole tables, in several sessions where there are any. */
public abstract class MovingChange extends PacedChange {

    private String batchPages;
    private String parallel;

    /** How fast rows are moved may be changed after they were. */
    @Override
    public String[] getExcludedFieldFilters(ChecksumVersion version) {
        return Stream.concat(
                        Stream.of(super.getExcludedFieldFilters(version)),
                        Stream.of("batchPages", "parallel"))
                .toArray(String[]::new);
    }

    @DatabaseChangeProperty(
            description =
                    "How many pages of the heap, of 8 kB each, one transaction copies. Default 1024",
            exampleValue = "1024",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getBatchPages() {
        return batchPages;
    }

    public void setBatchPages(String batchPages) {
        this.batchPages = batchPages;
    }

    @DatabaseChangeProperty(
            description =
                    "How many sessions copy rows and build indexes; one where no other can be opened, and in printed scripts. Default 1",
            exampleValue = "2",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getParallel() {
        return parallel;
    }

    public void setParallel(String parallel) {
        this.parallel = parallel;
    }
}
