// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import io.github.livepartition.catalog.PartitionedTable;
import io.github.livepartition.sql.QualifiedName;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/** Tables by name, as PostgreSQL stores it, with or without the schema; none for all. */
record TableNames(List<String> names) {

    /**
     * @throws MojoFailureException when one is not there
     */
    List<PartitionedTable> of(List<PartitionedTable> tables) throws MojoFailureException {
        for (String name : names) {
            if (tables.stream().noneMatch(table -> is(table.name(), name))) {
                throw new MojoFailureException("no partitioned table is called " + name.strip());
            }
        }
        return tables.stream()
                .filter(
                        table ->
                                names.isEmpty()
                                        || names.stream().anyMatch(name -> is(table.name(), name)))
                .toList();
    }

    private static boolean is(QualifiedName table, String name) {
        return name.strip().equals(table.name().value())
                || name.strip().equals(table.schema().value() + "." + table.name().value());
    }
}
