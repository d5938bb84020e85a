// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.drain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.command.CommandScope;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;

/**
 * What {@code mvn liquibase:update} does, where a failure must not fail the build.
 *
 * @param parameters of the changelog, {@code name=value}
 */
record Update(
        String url,
        String owner,
        String changelog,
        List<Path> searchPath,
        List<String> parameters) {

    private static final Logger LOG = Logger.getLogger("liquibase");

    static Update of(
            String url, String owner, String changelog, String searchPath, String parameters) {
        LOG.setLevel(Level.OFF); // what it logs is in the exception
        return new Update(
                url,
                owner,
                changelog,
                Stream.of(searchPath.split(",")).map(Path::of).toList(),
                List.of(parameters.split(",")));
    }

    /**
     * @param night when rows may be moved
     * @throws Exception what ended it; the lock that Liquibase then leaves behind is released
     */
    void run(String night) throws Exception {
        var values = new ChangeLogParameters();
        for (String parameter : parameters) {
            var parts = parameter.split("=", 2);
            values.set(parts[0], parts[1]);
        }
        values.set("night", night);
        command("releaseLocks").execute();
        var update =
                command("update")
                        .addArgumentValue("changelogFile", changelog)
                        .addArgumentValue("changelogParameters", values);
        Scope.child(Map.of(Scope.Attr.resourceAccessor.name(), files()), update::execute);
    }

    private CommandScope command(String name) throws Exception {
        return new CommandScope(name)
                .addArgumentValue("url", url)
                .addArgumentValue("username", owner)
                .addArgumentValue("password", "");
    }

    private ResourceAccessor files() throws Exception {
        List<ResourceAccessor> directories = new ArrayList<>();
        for (Path directory : searchPath) {
            directories.add(new DirectoryResourceAccessor(directory));
        }
        return new CompositeResourceAccessor(directories);
    }
}
