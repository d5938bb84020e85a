// SPDX-License-Identifier: Apache-2.0
/** The goals of the Maven plugin. */
package io.github.livepartition.maven;
