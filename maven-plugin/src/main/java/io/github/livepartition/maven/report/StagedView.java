// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

/**
 * A range of the old heap that is staged.
 *
 * @param state how far it is, in words
 * @param rows empty where they are not known
 * @param size likewise
 * @param complete whether it only waits for the switch
 */
public record StagedView(
        String name,
        String from,
        String to,
        String rows,
        String size,
        String state,
        boolean complete) {}
