// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

/** What a stage means for the application: a word and a sign, the colour is only beside them. */
public enum Impact {
    GOES_ON("goes-on", "\u25cf", "reads and writes go on"),
    WRITES_WAIT("writes-wait", "\u25b2", "writes wait, briefly"),
    ALL_WAIT("all-wait", "\u25a0", "reads and writes wait, briefly");

    private final String css;
    private final String sign;
    private final String words;

    Impact(String css, String sign, String words) {
        this.css = css;
        this.sign = sign;
        this.words = words;
    }

    String css() {
        return css;
    }

    String sign() {
        return sign;
    }

    String words() {
        return words;
    }
}
