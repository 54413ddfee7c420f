// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

class DocumentationTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void eachExampleOfThePageIsPartOfATestThatRuns() throws IOException {
        String page = Files.readString(Path.of("../docs/spring-testing.md"));
        List<String> sources = sources();
        Matcher examples = JAVA.matcher(page);
        int found = 0;
        while (examples.find()) {
            found++;
            assertThat(sources)
                    .as("a source with %s", examples.group(1))
                    .anyMatch(source -> source.contains(withoutSpace(examples.group(1))));
        }
        assertThat(found).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatSlicesGetIsPartOfWhatApplicationsGet() {
        List<String> slices = candidates(AutoConfigureElections.class);
        assertThat(slices).isNotEmpty();
        assertThat(candidates(AutoConfiguration.class)).containsAll(slices);
    }

    private static List<String> candidates(Class<?> annotation) {
        return ImportCandidates.load(annotation, DocumentationTest.class.getClassLoader())
                .getCandidates();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/baton/spring/test/example"))) {
            return files.map(DocumentationTest::read)
                    .map(DocumentationTest::withoutSpace)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
