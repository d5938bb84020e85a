// SPDX-License-Identifier: Apache-2.0
/** SQL as typed text: names, literals and templates, so that a missing quote does not compile. */
package io.github.livepartition.sql;
