// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.stream.Stream;
import liquibase.ChecksumVersion;
import liquibase.change.DatabaseChangeProperty;

/** A change that moves rows, and so can be told how gently. */
public abstract class PacedChange extends OnlineChange {

    private String timeZone;
    private String pause;
    private String between;
    private String maxReplicaLag;

    /** How fast rows are moved may be changed after they were. */
    @Override
    public String[] getExcludedFieldFilters(ChecksumVersion version) {
        return Stream.concat(
                        Stream.of(super.getExcludedFieldFilters(version)),
                        Stream.of("pause", "between", "maxReplicaLag"))
                .toArray(String[]::new);
    }

    @DatabaseChangeProperty(
            description =
                    "Where a day or a month begins, and the clock of between, as a name of the IANA database. Default UTC",
            exampleValue = "Europe/Berlin",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getTimeZone() {
        return timeZone;
    }

    public void setTimeZone(String timeZone) {
        this.timeZone = timeZone;
    }

    @DatabaseChangeProperty(
            description =
                    "How long to rest after each batch, as a multiple of the time it took. Default 0",
            exampleValue = "0.5",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getPause() {
        return pause;
    }

    public void setPause(String pause) {
        this.pause = pause;
    }

    @DatabaseChangeProperty(
            description =
                    "Hours in which rows may be moved, such as 22:00-05:00; outside of them the change ends with an error, and goes on when it is run again. Default: always",
            exampleValue = "22:00-05:00",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getBetween() {
        return between;
    }

    public void setBetween(String between) {
        this.between = between;
    }

    @DatabaseChangeProperty(
            description =
                    "How far behind the slowest standby may be before the next batch waits for it; needs pg_read_all_stats. Default: any",
            exampleValue = "10s",
            requiredForDatabase = {},
            supportsDatabase = Postgres.NAME)
    public String getMaxReplicaLag() {
        return maxReplicaLag;
    }

    public void setMaxReplicaLag(String maxReplicaLag) {
        this.maxReplicaLag = maxReplicaLag;
    }
}
