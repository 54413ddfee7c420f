// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ElectionNameTest {

    private static final long SEED = 20_261_121;

    @Test
    void anEncodingHasOnlyPlainCharactersAndIsNeverEmptyNorADot() {
        for (String name :
                List.of(".", "..", "a/b", "a b", "\u0000", "\r\n", "é", "日本", "😀", "%", "%2F", "a.b", "~")) {
            assertThat(new ElectionName(name).encoded()).matches("[A-Za-z0-9_%-]+");
        }
    }

    @Test
    void anEncodingCanBeReadBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String name = randomName(random);
            String encoded = new ElectionName(name).encoded();
            assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8))
                    .as("seed %d", SEED)
                    .isEqualTo(name);
        }
    }

    @Test
    void twoNamesNeverHaveTheSameEncodingAndWithASlashNoneIsAPrefixOfAnother() {
        Random random = new Random(SEED);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String name = randomName(random);
            String before = names.put(new ElectionName(name).encoded() + "/", name);
            assertThat(before == null || before.equals(name))
                    .as("seed %d", SEED)
                    .isTrue();
        }
        TreeSet<String> sorted = new TreeSet<>(names.keySet());
        for (String encoded : sorted) {
            String next = sorted.higher(encoded);
            assertThat(next == null || !next.startsWith(encoded)).as(encoded).isTrue();
        }
    }

    @Test
    void namesThatDoNotFitAreRefusedWithTheReason() {
        assertThatThrownBy(() -> new ElectionName("")).hasMessageContaining("between 1 and 255 characters");
        assertThatThrownBy(() -> new ElectionName("a".repeat(256))).hasMessageContaining("has 256");
        assertThatThrownBy(() -> new ElectionName("a\uD800")).hasMessageContaining("unpaired surrogates");
        assertThat(new ElectionName("é".repeat(255)).encoded()).hasSize(255 * 6);
    }

    private static String randomName(Random random) {
        String alphabet = "ab/%.2Fé😀 ";
        StringBuilder name = new StringBuilder();
        int[] points = alphabet.codePoints().toArray();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return name.toString();
    }
}
