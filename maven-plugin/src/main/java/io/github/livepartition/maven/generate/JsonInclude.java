// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven.generate;

import java.io.StringReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Asks Jackson where the list of changesets ends. */
final class JsonInclude {

    private JsonInclude() {}

    static Insertion into(String json, String file) {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), new StringReader(json))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("databaseChangeLog") && value == JsonToken.START_ARRAY) {
                        return after(parser, json, file);
                    }
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new ChangelogException("it is no JSON: " + e.getOriginalMessage());
        }
        throw new ChangelogException("it has no list databaseChangeLog");
    }

    /** After the last item, and indented like it. */
    private static Insertion after(JsonParser parser, String json, String file) {
        int begin = -1;
        int end = -1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            begin = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            end = (int) parser.currentLocation().getCharOffset();
        }
        if (end < 0) {
            throw new ChangelogException("databaseChangeLog has nothing in it yet");
        }
        String indent = Insertion.indent(json, begin);
        boolean ownLine = json.substring(0, begin).endsWith("\n" + indent);
        String include =
                "{ \"include\": { \"file\": \"%s\", \"relativeToChangelogFile\": true } }"
                        .formatted(file.replace("\\", "\\\\").replace("\"", "\\\""));
        String separator = ownLine ? "," + Insertion.endOfLine(json) + indent : ", ";
        return new Insertion(end, separator + include);
    }
}
