// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.Sql;
import java.util.Optional;

/**
 * One privilege of one role, the owner's own included.
 *
 * @param grantee empty for PUBLIC
 * @param column empty for the whole relation
 */
public record Grant(
        Optional<Identifier> grantee,
        Sql privilege,
        boolean grantable,
        Optional<Identifier> column) {}
