// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page with the texts of failures; each stands in the block behind a comment with its name. */
final class TroubleshootingPage {

    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");

    private TroubleshootingPage() {}

    /** The page has this text; {@code -Dbaton.rewrite=true} writes it there. */
    static void shows(String name, String text) throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = Pattern.compile("(?s)(<!-- " + name + " -->\n```text\n)(.*?)(\n```)")
                .matcher(page);
        assertThat(block.find()).as("the block " + name).isTrue();
        if (Boolean.getBoolean("baton.rewrite")) {
            Files.writeString(PAGE, page.substring(0, block.start(2)) + text + page.substring(block.end(2)));
        } else {
            assertThat(text).isEqualTo(block.group(2));
        }
    }
}
