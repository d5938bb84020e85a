// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.corpus;

import io.github.livepartition.testing.PostgresTest;
import io.github.livepartition.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables as applications have them are converted there and back, by both strategies, and their
 * applications notice nothing. A case is a directory, see {@link Case}.
 */
@PostgresTest
class CorpusIT {

    static List<Case> cases() {
        return Case.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void byAttach(Case shape, TestDatabase database, TestReporter reporter) throws Exception {
        Journey journey = Journey.begin(shape, "attach", database, reporter);
        if (journey.isRefused()) {
            return;
        }
        journey.convert();
        journey.thereAndBack("slices");
        journey.thereAndBack("stage");
        journey.rollBack();
        journey.end();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void byCopy(Case shape, TestDatabase database, TestReporter reporter) throws Exception {
        Journey journey = Journey.begin(shape, "copy", database, reporter);
        if (journey.isRefused()) {
            return;
        }
        journey.convert();
        journey.rollBack();
        journey.end();
    }
}
