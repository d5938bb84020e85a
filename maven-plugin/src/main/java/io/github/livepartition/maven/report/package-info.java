// SPDX-License-Identifier: Apache-2.0
/** The report as an HTML page: words and pictures of what the goals say, and nothing of its own. */
package io.github.livepartition.maven.report;
