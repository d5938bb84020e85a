// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.CopyState;
import io.github.livepartition.catalog.StageState;
import io.github.livepartition.run.TableStatus;

/** What is under way, in words. */
final class UnfinishedText {

    private UnfinishedText() {}

    static String phase(CopyState state) {
        String words =
                switch (state.phase()) {
                    case COPYING ->
                            state.mirrors()
                                    ? "ready to be switched to, every change goes to both"
                                    : "on its way, the changes are logged";
                    case SWITCHED -> "switched to, the old heap is kept in step";
                    case APART -> "switched to, the old heap is as it was then";
                    case ENDED -> "given up, to be dropped";
                };
        return state.pagesLeft() > 0
                ? "%s; %s pages left".formatted(words, Words.count(state.pagesLeft()))
                : words;
    }

    static String state(StageState.Range range) {
        if (range.compared()) {
            return "complete";
        }
        if (range.attached()) {
            return "to be compared";
        }
        return range.copied() ? "to be indexed" : "being copied";
    }

    /** A word for machines. */
    static String kind(TableStatus.Unfinished work) {
        return work.staged() ? "stage" : "copy";
    }
}
