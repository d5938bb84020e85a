// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;

/**
 * A partition somewhere below a table.
 *
 * @param parent the table or partition right above it
 * @param leaf whether it holds rows itself
 */
public record PartitionNode(QualifiedName name, QualifiedName parent, boolean leaf) {}
