// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.resource.SearchPathResourceAccessor;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.project.MavenProject;

/** Where the liquibase-maven-plugin looks for files: the search path, or the project. */
record ProjectFiles(ResourceAccessor accessor, URLClassLoader classPath) implements AutoCloseable {

    static ProjectFiles of(MavenProject project, LiquibaseSettings settings)
            throws IOException, DependencyResolutionRequiredException {
        List<URL> elements = new ArrayList<>();
        for (String element : project.getTestClasspathElements()) {
            elements.add(new File(element).toURI().toURL());
        }
        URLClassLoader classPath = new URLClassLoader(elements.toArray(URL[]::new), null);
        Optional<String> searchPath =
                settings.get("searchPath").or(() -> settings.get("changeLogDirectory"));
        return new ProjectFiles(
                new SearchPathResourceAccessor(
                        searchPath.orElse(null),
                        new ClassLoaderResourceAccessor(classPath),
                        new DirectoryResourceAccessor(project.getBasedir())),
                classPath);
    }

    /** What stands in the property file; empty without one. */
    Properties properties(LiquibaseSettings settings) throws IOException {
        Properties properties = new Properties();
        Optional<String> file = settings.get("propertyFile");
        if (file.isPresent()) {
            try (InputStream text = accessor.getExisting(file.get()).openInputStream()) {
                properties.load(text);
            }
        }
        return properties;
    }

    @Override
    public void close() throws IOException {
        classPath.close();
    }
}
