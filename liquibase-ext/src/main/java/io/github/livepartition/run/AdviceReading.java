// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.catalog.Candidate;
import io.github.livepartition.catalog.CandidateReader;
import io.github.livepartition.plan.Advice;
import io.github.livepartition.plan.Advisor;
import io.github.livepartition.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** From a connection to which of its tables should be partitioned; reads statistics only. */
public final class AdviceReading {

    private static final int MOST = 10;

    private AdviceReading() {}

    /**
     * The biggest tables first.
     *
     * @param largerThan so big is one that is worth it, now or in a year, such as {@code 10 GB}
     * @throws SQLException as well when that is no size
     */
    public static List<Advice> all(Connection connection, String largerThan) throws SQLException {
        long worth = CandidateReader.bytes(connection, largerThan);
        return CandidateReader.read(connection, Optional.empty(), MOST).stream()
                .flatMap(table -> Advisor.of(table, worth).stream())
                .toList();
    }

    /** Whatever its size; empty when there is no such table, or it is partitioned. */
    public static Optional<Advice> of(Connection connection, QualifiedName table)
            throws SQLException {
        List<Candidate> found = CandidateReader.read(connection, Optional.of(table), 1);
        return found.stream().flatMap(candidate -> Advisor.of(candidate, 0).stream()).findFirst();
    }
}
