// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the end of the root element, and nothing that only looks like it. */
final class XmlInclude {

    private static final Pattern END = Pattern.compile("</(?:([\\w.-]+):)?databaseChangeLog\\s*>");

    private XmlInclude() {}

    static Insertion into(String xml, String file) {
        int end = lastEndTag(xml);
        Matcher matcher = END.matcher(xml);
        if (end < 0 || !matcher.find(end) || matcher.start() != end) {
            throw new ChangelogException(
                    "there is no </databaseChangeLog> to include a file before");
        }
        String prefix = matcher.group(1) == null ? "" : matcher.group(1) + ":";
        String include =
                "<%sinclude file=\"%s\" relativeToChangelogFile=\"true\"/>"
                        .formatted(prefix, XmlText.escape(file));
        String eol = Insertion.endOfLine(xml);
        String indent = Insertion.indent(xml, end);
        int line = end - indent.length();
        boolean ownLine = line == 0 || xml.charAt(line - 1) == '\n';
        return ownLine
                ? new Insertion(line, childIndent(xml, line, indent) + include + eol)
                : new Insertion(end, eol + "    " + include + eol);
    }

    /** As the last element before it has. */
    private static String childIndent(String xml, int line, String indent) {
        int last = xml.lastIndexOf('>', line);
        String above = last < 0 ? "" : Insertion.indent(xml, last);
        return above.length() > indent.length() ? above : indent + "    ";
    }

    /**
     * The offset of the last end tag that is no comment, CDATA or instruction; negative without.
     */
    private static int lastEndTag(String xml) {
        int found = -1;
        int at = xml.indexOf('<');
        while (at >= 0) {
            int next;
            if (xml.startsWith("<!--", at)) {
                next = after(xml, "-->", at + 4);
            } else if (xml.startsWith("<![CDATA[", at)) {
                next = after(xml, "]]>", at);
            } else if (xml.startsWith("<?", at)) {
                next = after(xml, "?>", at);
            } else {
                found = xml.startsWith("</", at) ? at : found;
                next = afterTag(xml, at);
            }
            at = next < 0 ? -1 : xml.indexOf('<', next);
        }
        return found;
    }

    private static int after(String xml, String end, int from) {
        int found = xml.indexOf(end, from);
        return found < 0 ? -1 : found + end.length();
    }

    /** A value may have a > in it. */
    private static int afterTag(String xml, int from) {
        char quote = 0;
        for (int i = from; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return -1;
    }
}
