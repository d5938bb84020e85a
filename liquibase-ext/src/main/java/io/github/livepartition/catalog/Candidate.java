// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A plain table as PostgreSQL's statistics know it, to judge whether it should be partitioned.
 *
 * @param rows -1 when it was never analyzed
 * @param bytes with indexes and TOAST, as of the last VACUUM or ANALYZE
 * @param inserted rows since the statistics were reset
 * @param statisticsDays how long ago that was; empty when it is not known
 * @param primaryKeyScans look-ups by the primary key since then
 * @param incomingKeys how many foreign keys of other tables name it
 * @param uniqueKeys unique indexes besides the primary key
 */
public record Candidate(
        QualifiedName name,
        long rows,
        long bytes,
        long inserted,
        OptionalDouble statisticsDays,
        long primaryKeyScans,
        int incomingKeys,
        List<Identifier> uniqueKeys,
        List<Column> columns) {

    public Candidate {
        uniqueKeys = List.copyOf(uniqueKeys);
        columns = List.copyOf(columns);
    }

    /**
     * A column that could decide on the partition.
     *
     * @param type without a modifier
     * @param correlation of its order with that of the heap, from -1 to 1; empty without statistics
     * @param counted whether it is an identity column or has the next value of a sequence
     * @param stamped whether its default is the time of the insert
     * @param primary whether it is the primary key alone
     * @param scans of indexes that lead with it
     * @param least seconds since 1970, or the number itself, of about its least value
     * @param greatest likewise
     */
    public record Column(
            Identifier name,
            String type,
            boolean notNull,
            OptionalDouble correlation,
            boolean counted,
            boolean stamped,
            boolean primary,
            long scans,
            Optional<BigDecimal> least,
            Optional<BigDecimal> greatest) {}
}
