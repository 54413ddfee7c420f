// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for operators has a row for every key, and for no other. */
class DocumentedKeysTest {

    private static final Pattern KEY = Pattern.compile("`(baton\\.zookeeper\\.[a-z.-]+)`");

    @Test
    void everyKeyIsInTheTable() throws IOException {
        Set<String> documented = Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
                .filter(line -> line.startsWith("| `baton.zookeeper."))
                .flatMap(line -> KEY.matcher(line.split("\\|", -1)[1]).results())
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(new ZooKeeperBackendProvider().keys());
    }
}
