// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.catalog;

import io.github.livepartition.sql.QualifiedName;
import java.math.BigInteger;

/**
 * The rows of a table or partition that holds them itself, in one snapshot.
 *
 * @param hash the sum of a 64-bit hash of each row, modulo 2 to the 64; it does not depend on the
 *     order of rows, and hashes of parts add up to that of the whole
 * @param outside how many do not lie within its own bounds
 */
public record Content(QualifiedName name, long rows, BigInteger hash, long outside) {

    /** What hashes are added up modulo. */
    public static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);
}
