// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A changeset to be written, with one change.
 *
 * @param comment what a reader must know; such a changeset is ignored until somebody decides
 * @param attributes of the change, in the order in which they are written
 */
public record ChangeSetDraft(
        String id,
        String author,
        Optional<String> comment,
        String change,
        Map<String, String> attributes) {

    public ChangeSetDraft {
        attributes = new LinkedHashMap<>(attributes);
    }

    boolean ignored() {
        return comment.isPresent();
    }
}
