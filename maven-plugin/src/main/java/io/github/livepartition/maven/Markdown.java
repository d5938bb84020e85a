// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

/** Text of others' in Markdown. */
final class Markdown {

    private Markdown() {}

    /** The text in one line, with every character that would mean something escaped. */
    static String text(String text) {
        return text.replaceAll("\\R", " ").replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
    }
}
