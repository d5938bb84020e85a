// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

/** The kinds of statement whose times are told apart. */
public enum Kind {
    INSERT("insert"),
    COPY_IN("copy from stdin"),
    UPDATE("update by id"),
    SHIFT("update of the key"),
    DELETE("delete by id"),
    LOCK("select for update"),
    MERGE("merge"),
    UPSERT("insert on conflict"),
    REFERENCED("update of customer"),
    COUNT_UP("update of a shared row"),
    FIND("select by id"),
    LIST("select of own rows"),
    PREPARED("prepared select"),
    TEXT("select"),
    EXECUTE("sql execute"),
    COPY_OUT("copy (query) to stdout"),
    FUNCTION("stable function"),
    PORTAL("fetch by portal"),
    CURSOR("declare, fetch"),
    VIEW("select from view"),
    SCAN("full scan", true),
    COMMIT("commit");

    private final String label;
    private final boolean takesLong;

    Kind(String label) {
        this(label, false);
    }

    Kind(String label, boolean takesLong) {
        this.label = label;
        this.takesLong = takesLong;
    }

    public String label() {
        return label;
    }

    /** Takes its time on an idle machine too, so its duration says little about waiting. */
    public boolean takesLong() {
        return takesLong;
    }
}
