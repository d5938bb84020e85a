// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.benchmark;

/** The stages of a copy, by their titles, at which something is measured. */
final class Stages {

    private Stages() {}

    static boolean copies(String title) {
        return title.startsWith("copy the rows");
    }

    static boolean buildsIndexes(String title) {
        return title.startsWith("build the indexes");
    }

    static boolean compares(String title) {
        return title.startsWith("replay the changes");
    }

    static boolean switches(String title) {
        return title.equals("switch");
    }
}
