// SPDX-License-Identifier: Apache-2.0
/** Liquibase's change types: attributes in, plan out. The only package that knows Liquibase. */
package io.github.livepartition.change;
