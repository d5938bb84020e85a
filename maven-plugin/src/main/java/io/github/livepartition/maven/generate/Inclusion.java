// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.resource.ResourceAccessor;

/** A new file beside a changelog, and the changelog with an include of it. */
public final class Inclusion {

    private static final int AROUND = 3;

    private final Place place;
    private final ChangelogFile master;
    private final Path file;
    private final byte[] content;
    private final boolean exists;
    private Optional<Insertion> insertion = Optional.empty();

    /**
     * Where it goes.
     *
     * @param changelog the path that Liquibase knows the changelog by
     * @param path the file on disk
     * @param format of both files
     * @param name of the new file, without a directory
     */
    public record Place(String changelog, Path path, Format format, String name) {

        /** The path that Liquibase will know the new file by. */
        public String newPath() {
            return changelog.substring(0, changelog.lastIndexOf('/') + 1) + name;
        }
    }

    /** Reads a changelog with Liquibase. */
    public interface Parser {

        /** File, id and author of each changeset, in their order. */
        List<String> parse(ResourceAccessor files) throws Exception;
    }

    private Inclusion(Place place, ChangelogFile master, byte[] content) {
        this.place = place;
        this.master = master;
        this.file = master.path().resolveSibling(place.name());
        this.exists = Files.exists(file);
        this.content = content;
    }

    /**
     * Writes nothing yet. A file of that name that is there already stays as it is.
     *
     * @throws ChangelogException when the changelog would not be what it was and the new changesets
     *     after that
     */
    public static Inclusion plan(
            Place place, List<ChangeSetDraft> changeSets, ResourceAccessor files, Parser parser)
            throws Exception {
        ChangelogFile master = ChangelogFile.read(place.path());
        byte[] content = place.format().changelog(changeSets).getBytes(StandardCharsets.UTF_8);
        Inclusion inclusion = new Inclusion(place, master, content);
        inclusion.decide(files, parser);
        return inclusion;
    }

    private void decide(ResourceAccessor files, Parser parser) throws Exception {
        Map<String, byte[]> over = new HashMap<>();
        over.put(place.changelog(), master.bytes()); // the build may have an older copy
        List<String> before = parser.parse(new Overlay(files, over));
        over.put(place.newPath(), exists ? Files.readAllBytes(file) : content);
        if (contains(parser.parse(new Overlay(files, over)))) {
            return; // it is included already, or the whole directory is
        }
        Insertion include = place.format().include(master.text(place.format()), place.name());
        over.put(place.changelog(), master.with(include, place.format()));
        List<String> after = parser.parse(new Overlay(files, over));
        List<String> rest = after.subList(Math.min(before.size(), after.size()), after.size());
        boolean same =
                after.size() > before.size() && after.subList(0, before.size()).equals(before);
        if (!same || !rest.stream().allMatch(this::isNew)) {
            throw new ChangelogException("an include at its end would change what it is");
        }
        insertion = Optional.of(include);
    }

    private boolean contains(List<String> changeSets) {
        return changeSets.stream().anyMatch(this::isNew);
    }

    private boolean isNew(String changeSet) {
        return changeSet.startsWith(place.newPath() + "::");
    }

    /** Whether everything is there already. */
    public boolean isDone() {
        return exists && insertion.isEmpty();
    }

    /** What would change, for people. */
    public List<String> diff() {
        List<String> lines = new ArrayList<>();
        if (!exists) {
            lines.add("new file " + place.newPath());
            new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> lines.add("+ " + line));
        }
        insertion.ifPresent(
                include -> {
                    lines.add("changed file " + place.changelog());
                    lines.addAll(include.diff(master.text(place.format()), AROUND));
                });
        return lines;
    }

    /** The new file first: an include of a file that is not there would stop every update. */
    public void write() throws IOException {
        if (!exists) {
            ChangelogFile.write(file, content);
        }
        if (insertion.isPresent()) {
            ChangelogFile.write(master.path(), master.with(insertion.get(), place.format()));
        }
    }
}
