// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import java.util.Optional;

/** What comments of ours keep is written as JSON, for PostgreSQL to read. */
public final class Json {

    private Json() {}

    /** A string with its quotes. */
    public static String text(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                escaped.append('\\').appendCodePoint(c);
                            } else if (c < ' ') {
                                escaped.append("\\u%04x".formatted(c));
                            } else {
                                escaped.appendCodePoint(c);
                            }
                        });
        return escaped.append('"').toString();
    }

    static String text(Optional<String> text) {
        return text.map(Json::text).orElse("null");
    }
}
