// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A changelog on disk, read as bytes that stand for themselves: what is ASCII can be found and
 * added, everything else stays what it is in whatever encoding it has.
 */
record ChangelogFile(Path path, byte[] bytes) {

    static ChangelogFile read(Path path) throws IOException {
        Path real = path.toRealPath(); // a link stays a link
        byte[] bytes = Files.readAllBytes(real);
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & 0xfe) == 0xfe)) {
            throw new ChangelogException("it is in UTF-16, which is not supported");
        }
        return new ChangelogFile(real, bytes);
    }

    /** YAML and JSON are UTF-8, and an offset in them is one in characters. */
    private static Charset charset(Format format) {
        return format == Format.XML ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    String text(Format format) {
        return new String(bytes, charset(format));
    }

    /** The bytes with something more in them. */
    byte[] with(Insertion insertion, Format format) {
        return insertion.into(text(format)).getBytes(charset(format));
    }

    /** All at once, or not at all. */
    static void write(Path path, byte[] bytes) throws IOException {
        Path temporary = Files.createTempFile(path.getParent(), ".livepartition", ".tmp");
        try {
            Files.write(temporary, bytes);
            keepPermissions(path, temporary);
            Files.move(
                    temporary,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A temporary file is its owner's alone; a new file is what its neighbours are. */
    private static void keepPermissions(Path path, Path temporary) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (view != null) {
            Path like = Files.exists(path) ? path : anyFileIn(path.getParent(), temporary);
            view.setPermissions(Files.getPosixFilePermissions(like));
        }
    }

    private static Path anyFileIn(Path directory, Path otherwise) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(otherwise))
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
