// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Changesets as XML. */
final class XmlText {

    private static final String HEAD = "head.xml";

    private XmlText() {}

    static String changelog(List<ChangeSetDraft> changeSets) {
        StringBuilder text = new StringBuilder(head());
        changeSets.forEach(changeSet -> append(changeSet, text));
        return text.append("\n</databaseChangeLog>\n").toString();
    }

    private static String head() {
        try (InputStream text = XmlText.class.getResourceAsStream(HEAD)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(ChangeSetDraft changeSet, StringBuilder text) {
        text.append(
                "\n  <changeSet id=\"%s\" author=\"%s\" runInTransaction=\"false\"%s>\n"
                        .formatted(
                                escape(changeSet.id()),
                                escape(changeSet.author()),
                                changeSet.ignored() ? " ignore=\"true\"" : ""));
        changeSet
                .comment()
                .ifPresent(c -> text.append("    <comment>%s</comment>\n".formatted(escape(c))));
        text.append("    <lp:").append(changeSet.change());
        for (Map.Entry<String, String> attribute : changeSet.attributes().entrySet()) {
            text.append(" %s=\"%s\"".formatted(attribute.getKey(), escape(attribute.getValue())));
        }
        text.append("/>\n  </changeSet>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\t", "&#9;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;");
    }
}
