// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.integration.project.UsersProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The page for users: its dependencies and its test, pasted into an empty project, pass. */
@Testcontainers(disabledWithoutDocker = true)
// The first build of a checkout fetches what Maven needs for the user's.
@Timeout(900)
class ContainersPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testcontainers.md");

    @Test
    void itsTestPassesInAnEmptyProject(@TempDir Path directory) throws Exception {
        UsersProject project = UsersProject.withDependencies("testcontainers-user", directory, block("xml"));
        Path test = Files.createDirectories(directory.resolve("src/test/java")).resolve("BillingTest.java");
        Files.writeString(test, block("java"));

        List<String> said = project.test();

        assertThat(said).anyMatch(line -> line.contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
    }

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).as("a block of " + language + " in " + PAGE).isTrue();
        return block.group(1);
    }
}
