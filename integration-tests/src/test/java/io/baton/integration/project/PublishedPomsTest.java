// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What Maven Central asks of a published {@code pom.xml}. */
class PublishedPomsTest {

    @Test
    void parentAndBomSayAllThatIsAsked() throws IOException {
        for (String directory : new String[] {".", "bom"}) {
            assertThat(Files.readString(Path.of("..", directory, "pom.xml")))
                    .as(directory)
                    .contains(
                            "<name>",
                            "<description>",
                            "<url>${project.home}</url>",
                            "<name>Apache-2.0</name>",
                            "<developer>",
                            "<connection>scm:git:${project.home}.git</connection>");
        }
    }

    /** Maven would append the name of the module to an address that it inherits. */
    @Test
    void eachModuleSaysWhatItIsForAndHasTheAddressOfTheProject() throws IOException {
        for (PublishedModule module : PublishedModule.all()) {
            assertThat(Files.readString(module.directory().resolve("pom.xml")))
                    .as(module.artifact())
                    .contains("<name>Baton ", "<description>", "<url>${project.scm.url}</url>");
        }
    }
}
