// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.range.Span;
import io.github.livepartition.sql.Identifier;

/** One partition that a move makes. */
record Piece(Identifier name, Span span) {}
