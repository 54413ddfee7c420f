// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A module whose jar users depend on: all of the root {@code pom.xml} but those that are not deployed. */
record PublishedModule(Path directory, String artifact) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>(.*)</artifactId>");

    static List<PublishedModule> all() throws IOException {
        List<PublishedModule> all = new ArrayList<>();
        for (String module : MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList()) {
            String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
            if (!pom.contains("<packaging>pom</packaging>") && !pom.contains("<maven.deploy.skip>true")) {
                Matcher artifact = ARTIFACT.matcher(pom);
                assertThat(artifact.find()).as("the artifact of " + module).isTrue();
                all.add(new PublishedModule(ROOT.resolve(module), artifact.group(1)));
            }
        }
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }
}
