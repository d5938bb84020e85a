// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

import java.sql.SQLException;
import java.util.function.Predicate;

/** Has the application write from one stage on until another. */
final class Writing implements Between {

    private final Application application;
    private final Predicate<String> first;
    private final Predicate<String> end;
    private InBackground writing;

    Writing(Application application, Predicate<String> first, Predicate<String> end) {
        this.application = application;
        this.first = first;
        this.end = end;
    }

    @Override
    public void before(String stage) throws SQLException {
        if (first.test(stage)) {
            writing = new InBackground(application::write);
        } else if (end.test(stage)) {
            writing.close();
        }
    }
}
