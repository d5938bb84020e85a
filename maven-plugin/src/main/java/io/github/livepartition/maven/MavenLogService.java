// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.apache.maven.plugin.logging.Log;

/** Liquibase's log under Maven's, for {@code mvn -X}; what went wrong arrives as an exception. */
final class MavenLogService extends AbstractLogService {

    private final Logger logger;

    MavenLogService(Log maven) {
        this.logger = new MavenLogger(maven);
    }

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE; // taken from the scope only
    }

    @Override
    @SuppressWarnings("rawtypes") // Liquibase's
    public Logger getLog(Class clazz) {
        return logger;
    }

    private static final class MavenLogger extends AbstractLogger {

        private final Log maven;

        MavenLogger(Log maven) {
            this.maven = maven;
        }

        @Override
        public void log(Level level, String message, Throwable e) {
            maven.debug(message, e);
        }

        @Override
        public void close() {}
    }
}
