// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The report as one HTML document that asks for nothing and runs nothing. */
public final class ReportPage {

    private ReportPage() {}

    public static String of(Report report) {
        String css = css();
        StringOutput html = new StringOutput();
        JtereportGenerated.render(
                new OwaspHtmlTemplateOutput(html), null, report, css, policy(css));
        return visible(html.toString());
    }

    /** Not even a style but the page's own: what stands in a name can colour nothing. */
    private static String policy(String css) {
        return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(Base64.getEncoder().encodeToString(sha256(css)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String css() {
        try (InputStream file = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A character that cannot be seen is shown as its code: a name with one that turns the
     * direction of text would be read as another.
     */
    private static String visible(String html) {
        StringBuilder seen = new StringBuilder(html.length());
        html.codePoints()
                .forEach(
                        c -> {
                            if (isHidden(c)) {
                                seen.append("\\u%04X".formatted(c));
                            } else {
                                seen.appendCodePoint(c);
                            }
                        });
        return seen.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            case Character.CONTROL -> c != '\n';
            default -> false;
        };
    }
}
