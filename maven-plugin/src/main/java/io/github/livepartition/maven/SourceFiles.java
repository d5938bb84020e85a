// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** The directories in which people edit files; what the build has copied is none of them. */
record SourceFiles(List<Path> directories) {

    static SourceFiles of(MavenProject project, LiquibaseSettings settings) {
        Path base = project.getBasedir().toPath();
        Optional<String> searchPath =
                settings.get("searchPath").or(() -> settings.get("changeLogDirectory"));
        List<Path> all = new ArrayList<>();
        searchPath.stream()
                .flatMap(paths -> Stream.of(paths.split(",")))
                .forEach(path -> all.add(base.resolve(path.strip())));
        all.add(base);
        Stream.concat(project.getResources().stream(), project.getTestResources().stream())
                .map(Resource::getDirectory)
                .forEach(directory -> all.add(base.resolve(directory)));
        return new SourceFiles(all);
    }

    /**
     * @throws MojoFailureException when there is no such file
     */
    Path find(String name) throws MojoFailureException {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                new MojoFailureException(
                                        "%s is not among the files of the project, so nothing can be added to it"
                                                .formatted(name)));
    }
}
