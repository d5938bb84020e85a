// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.change;

import java.util.Locale;

/** How an attribute is written in the changelog at hand. */
enum ChangelogFormat {
    XML("%s=\"%s\""),
    YAML("%s: %s"),
    JSON("\"%s\": %s,"),
    SQL("%s:%s");

    private final String attribute;

    ChangelogFormat(String attribute) {
        this.attribute = attribute;
    }

    static ChangelogFormat of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".xml")) {
            return XML;
        }
        if (name.endsWith(".json")) {
            return JSON;
        }
        return name.endsWith(".sql") ? SQL : YAML;
    }

    String attribute(String name, String value) {
        return attribute.formatted(name, value);
    }
}
