// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

import java.time.Instant;

/** How many rows a run had moved at a time. */
public record Sample(Instant at, long rows) {}
