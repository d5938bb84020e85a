// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.Map;
import java.util.TreeMap;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.change.ChangeFactory;
import liquibase.change.ChangeParameterMetaData;
import org.apache.maven.plugin.MojoFailureException;

/** Attributes of a change, by the names that a changelog calls them. */
final class Attributes {

    private Attributes() {}

    /**
     * @throws MojoFailureException when the change has no such attribute
     */
    static void set(Change change, Map<String, String> values) throws MojoFailureException {
        Map<String, ChangeParameterMetaData> known =
                Scope.getCurrentScope()
                        .getSingleton(ChangeFactory.class)
                        .getChangeMetaData(change)
                        .getParameters();
        for (Map.Entry<String, String> value : values.entrySet()) {
            ChangeParameterMetaData attribute = known.get(value.getKey());
            if (attribute == null) {
                throw new MojoFailureException(
                        "\"%s\" is none of the attributes %s"
                                .formatted(
                                        value.getKey(),
                                        String.join(", ", new TreeMap<>(known).keySet())));
            }
            attribute.setValue(change, value.getValue());
        }
    }
}
