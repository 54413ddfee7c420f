// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an application gets that imports {@code baton-bom}. */
class BomTest {

    private static final Path BOM = Path.of("..", "bom", "pom.xml");
    private static final Pattern MANAGED = Pattern.compile("<dependency><groupId>(.*?)</groupId>"
            + "<artifactId>(.*?)</artifactId><version>(.*?)</version></dependency>");

    @Test
    void allPublishedArtifactsAreManagedAndNothingElse() throws IOException {
        List<String> managed = MANAGED.matcher(Files.readString(BOM))
                .results()
                .map(found -> found.group(1) + ':' + found.group(2) + ':' + found.group(3))
                .toList();

        assertThat(managed)
                .containsExactlyInAnyOrderElementsOf(PublishedModule.all().stream()
                        .map(module -> "io.baton:" + module.artifact() + ":${project.version}")
                        .toList());
    }

    @Test
    void noParentBringsVersionsOfOtherLibraries() throws IOException {
        String bom = Files.readString(BOM);

        assertThat(bom).contains("<version>" + Property.of("baton.version") + "</version>");
        assertThat(bom).doesNotContain("<parent>", "<scope>import</scope>");
        assertThat(bom.split("<dependencies>", -1)).as("lists of dependencies").hasSize(2);
    }
}
