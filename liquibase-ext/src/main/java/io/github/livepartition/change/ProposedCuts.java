// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import io.github.livepartition.plan.Cuts;
import io.github.livepartition.run.CutReading;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.database.Database;

/**
 * What the changesets of a conversion by attach, and of the moves after it, are to say.
 *
 * @param boundary end of the old heap's range
 * @param moves where each of the moves ends that empty the old heap from its beginning; none for a
 *     table of which no row is known
 * @param primaryKeyColumns what the primary key must become; empty when it can stay
 */
public record ProposedCuts(
        String boundary, List<String> moves, Optional<String> primaryKeyColumns) {

    public ProposedCuts {
        moves = List.copyOf(moves);
    }

    /**
     * @param change with what is known of it so far
     * @param movesBy width of a move, as an interval
     * @throws io.github.livepartition.plan.RefusedException with what is wrong
     */
    public static ProposedCuts of(
            ConvertToPartitionedChange change, Database database, String movesBy)
            throws SQLException {
        ConversionRequest request = (ConversionRequest) change.request(database);
        Cuts cuts =
                CutReading.read(
                        LiveConnection.of(change.getSerializedObjectName(), database),
                        request.conversion(),
                        movesBy);
        return new ProposedCuts(
                cuts.boundary(),
                cuts.moves(),
                Optional.of(cuts.newPrimaryKey())
                        .filter(key -> !key.isEmpty())
                        .map(NameList::text));
    }
}
