// SPDX-License-Identifier: Apache-2.0
/** Changesets as text, and a changelog that includes one more file and is otherwise as it was. */
package io.github.livepartition.maven.generate;
