// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.StringReader;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Asks SnakeYAML where the list of changesets is. */
final class YamlInclude {

    private YamlInclude() {}

    static Insertion into(String yaml, String file) {
        SequenceNode list = list(yaml);
        if (list.getValue().isEmpty()) {
            throw new ChangelogException("databaseChangeLog has nothing in it yet");
        }
        return list.getFlowStyle() == FlowStyle.FLOW
                ? flow(yaml, list, file)
                : block(yaml, list, file);
    }

    private static Insertion block(String yaml, SequenceNode list, String file) {
        String indent = " ".repeat(list.getStartMark().getColumn());
        String eol = Insertion.endOfLine(yaml);
        String item =
                indent
                        + "- include:"
                        + eol
                        + indent
                        + "    file: "
                        + quoted(file)
                        + eol
                        + indent
                        + "    relativeToChangelogFile: true"
                        + eol;
        int end = offset(yaml, list.getEndMark().getIndex());
        int line = yaml.lastIndexOf('\n', end - 1) + 1;
        if (end == yaml.length() && line < end && !yaml.substring(line).isBlank()) {
            return new Insertion(end, eol + item.substring(0, item.length() - eol.length()));
        }
        return new Insertion(line, item);
    }

    private static Insertion flow(String yaml, SequenceNode list, String file) {
        Node last = list.getValue().get(list.getValue().size() - 1);
        return new Insertion(
                offset(yaml, last.getEndMark().getIndex()),
                ", {include: {file: %s, relativeToChangelogFile: true}}".formatted(quoted(file)));
    }

    private static String quoted(String file) {
        return file.matches("[A-Za-z][A-Za-z0-9_./-]*")
                ? file
                : "'" + file.replace("'", "''") + "'";
    }

    private static SequenceNode list(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(yaml));
        } catch (YAMLException e) {
            throw new ChangelogException("it is no YAML: " + e.getMessage());
        }
        if (root instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("databaseChangeLog")
                        && entry.getValueNode() instanceof SequenceNode list) {
                    return list;
                }
            }
        }
        throw new ChangelogException("it has no list databaseChangeLog");
    }

    /** SnakeYAML counts code points. */
    private static int offset(String yaml, int codePoints) {
        return yaml.offsetByCodePoints(0, codePoints);
    }
}
