// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/**
 * A name as PostgreSQL stores it: 1 to 63 bytes of UTF-8. The server cuts a longer one silently,
 * hence the refusal here (manual, "Lexical Structure", NAMEDATALEN).
 */
public record Identifier(String value) implements SqlPart {

    /** NAMEDATALEN - 1 of every stock build. */
    public static final int MAX_BYTES = 63;

    /**
     * @throws IllegalArgumentException when PostgreSQL could not store the name as it is
     */
    public Identifier {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "name \"%s\" contains a zero byte".formatted(value.replace("\0", "\\0")));
        }
        if (!UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("name \"%s\" is not valid Unicode".formatted(value));
        }
        var bytes = value.getBytes(UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "name \"%s\" has %d bytes, PostgreSQL allows %d"
                            .formatted(value, bytes, MAX_BYTES));
        }
    }

    /** Length in bytes of UTF-8, the unit of PostgreSQL's limit. */
    public int bytes() {
        return value.getBytes(UTF_8).length;
    }

    /**
     * This name with the suffix; the name, never the suffix, loses whole characters where both
     * together pass 63 bytes.
     *
     * @throws IllegalArgumentException when the suffix alone has more than 63 bytes
     */
    public Identifier suffixed(String suffix) {
        var room = MAX_BYTES - suffix.getBytes(UTF_8).length;
        var end = value.length();
        while (end > 0 && value.substring(0, end).getBytes(UTF_8).length > room) {
            end = value.offsetByCodePoints(end, -1);
        }
        return new Identifier(value.substring(0, end) + suffix);
    }

    /** The same, but a name that has to be cut gets a checksum, so that no two become the same. */
    public Identifier suffixedApart(String suffix) {
        if (bytes() + suffix.length() <= MAX_BYTES) {
            return suffixed(suffix);
        }
        var checksum = new CRC32();
        checksum.update(value.getBytes(UTF_8));
        return suffixed("_%08x%s".formatted(checksum.getValue(), suffix));
    }

    @Override
    public String sql() {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return sql();
    }
}
