// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

/** A changelog that nothing can be included in; it was not touched. */
public final class ChangelogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChangelogException(String message) {
        super(message);
    }
}
