// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format in which changelogs include others. */
public enum Format {
    /** Without any namespace of its own beside Liquibase's and ours. */
    XML(List.of("xml")) {
        @Override
        public String changelog(List<ChangeSetDraft> changeSets) {
            return XmlText.changelog(changeSets);
        }

        @Override
        Insertion include(String changelog, String file) {
            return XmlInclude.into(changelog, file);
        }
    },
    /** In block style. */
    YAML(List.of("yaml", "yml")) {
        @Override
        public String changelog(List<ChangeSetDraft> changeSets) {
            return YamlText.changelog(changeSets);
        }

        @Override
        Insertion include(String changelog, String file) {
            return YamlInclude.into(changelog, file);
        }
    },
    /** Indented by two spaces. */
    JSON(List.of("json")) {
        @Override
        public String changelog(List<ChangeSetDraft> changeSets) {
            return JsonText.changelog(changeSets);
        }

        @Override
        Insertion include(String changelog, String file) {
            return JsonInclude.into(changelog, file);
        }
    };

    private final List<String> extensions;

    Format(List<String> extensions) {
        this.extensions = extensions;
    }

    /** By the extension; empty for a format that cannot include anything, as SQL. */
    public static Optional<Format> of(String file) {
        String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
    }

    /** A whole changelog. */
    public abstract String changelog(List<ChangeSetDraft> changeSets);

    /**
     * Where an include belongs, after everything that is there.
     *
     * @throws ChangelogException when there is no such place
     */
    abstract Insertion include(String changelog, String file);
}
