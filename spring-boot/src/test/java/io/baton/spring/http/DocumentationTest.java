// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

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

class DocumentationTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void eachExampleOfThePageIsPartOfATestThatRuns() throws IOException {
        Matcher examples = JAVA.matcher(Files.readString(Path.of("../docs/http-fencing.md")));
        List<String> sources = sources();
        int found = 0;
        while (examples.find()) {
            found++;
            assertThat(sources)
                    .as("a source with %s", examples.group(1))
                    .anyMatch(source -> source.contains(withoutSpace(examples.group(1))));
        }
        assertThat(found).isGreaterThanOrEqualTo(3);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/baton/spring/http/example"))) {
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
