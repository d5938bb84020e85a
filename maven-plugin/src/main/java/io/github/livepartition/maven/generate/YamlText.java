// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Changesets as YAML. */
final class YamlText {

    private YamlText() {}

    static String changelog(List<ChangeSetDraft> changeSets) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        List<Object> items = new ArrayList<>();
        changeSets.forEach(changeSet -> items.add(Map.of("changeSet", tree(changeSet))));
        return new Yaml(options).dump(Map.of("databaseChangeLog", items));
    }

    /** What YAML and JSON have in common. */
    static Map<String, Object> tree(ChangeSetDraft changeSet) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", changeSet.id());
        tree.put("author", changeSet.author());
        tree.put("runInTransaction", false);
        changeSet.comment().ifPresent(comment -> tree.put("comment", comment));
        if (changeSet.ignored()) {
            tree.put("ignore", true);
        }
        tree.put("changes", List.of(Map.of(changeSet.change(), changeSet.attributes())));
        return tree;
    }
}
