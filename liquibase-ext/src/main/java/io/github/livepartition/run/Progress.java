// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

/** Where a run says how far it is. */
@FunctionalInterface
public interface Progress {

    /** One line for a person; called from one thread at a time. */
    void line(String text);
}
