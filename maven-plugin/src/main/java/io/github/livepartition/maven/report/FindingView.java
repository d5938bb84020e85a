// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.report;

/**
 * Something that was found.
 *
 * @param severity error, warning or note
 * @param detail may be empty, as the hint
 */
public record FindingView(String severity, String message, String detail, String hint) {}
