// SPDX-License-Identifier: Apache-2.0
/** Turns a huge, live PostgreSQL table into a partitioned one. */
package io.github.livepartition;
