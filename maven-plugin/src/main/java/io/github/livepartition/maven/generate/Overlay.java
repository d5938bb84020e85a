// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;
import liquibase.resource.ResourceAccessor;

/** Files as they will be, over those that are there. */
final class Overlay extends AbstractResourceAccessor {

    private final ResourceAccessor below;
    private final Map<String, byte[]> files;

    /**
     * @param files by the path that Liquibase knows them by
     */
    Overlay(ResourceAccessor below, Map<String, byte[]> files) {
        this.below = below;
        this.files = Map.copyOf(files);
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        List<Resource> found = new ArrayList<>();
        for (Resource resource : below.search(path, recursive)) {
            found.add(over(resource));
        }
        String directory = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        for (String file : files.keySet()) {
            boolean within = file.startsWith(directory);
            boolean direct = within && file.indexOf('/', directory.length()) < 0;
            if ((direct || within && recursive)
                    && found.stream().noneMatch(r -> r.getPath().equals(file))) {
                found.add(new Over(file, this));
            }
        }
        return found;
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        if (files.containsKey(path)) {
            return List.of(new Over(path, this));
        }
        List<Resource> all = below.getAll(path);
        return all == null ? List.of() : all;
    }

    private Resource over(Resource resource) {
        return files.containsKey(resource.getPath())
                ? new Over(resource.getPath(), this)
                : resource;
    }

    @Override
    public List<String> describeLocations() {
        return below.describeLocations();
    }

    @Override
    public void close() {
        // what is below belongs to whoever opened it
    }

    private static final class Over extends AbstractResource {

        private final Overlay overlay;

        Over(String path, Overlay overlay) {
            super(path, URI.create("overlay:/" + path.replaceAll("[^A-Za-z0-9/._-]", "_")));
            this.overlay = overlay;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(overlay.files.get(getPath()));
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            return get(resolvePath(other));
        }

        @Override
        public Resource resolveSibling(String other) {
            return get(resolveSiblingPath(other));
        }

        private Resource get(String path) {
            try {
                return overlay.get(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
