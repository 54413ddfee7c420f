// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.FencingToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field's form. */
class FencingTokenHeaderTest {

    private static final FencingToken TOKEN = new FencingToken(42);
    private static final int RANDOM_NAMES = 20_000;

    @ParameterizedTest
    @CsvSource({
        "billing, billing=42",
        "Billing_2.eu-west~1, Billing_2.eu-west~1=42",
        "a b, a%20b=42",
        "50% off, 50%25%20off=42",
        "'a,b=c', a%2Cb%3Dc=42",
        "é, %C3%A9=42"
    })
    void ordinaryNamesAreReadable(String election, String value) {
        assertThat(FencingTokenHeader.format(election, TOKEN)).isEqualTo(value);
    }

    @Test
    void eachNameIsReadAsItWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, String> names = new HashMap<>();
        for (int n = 0; n < RANDOM_NAMES; n++) {
            String name = name(random);
            String value = FencingTokenHeader.format(name, TOKEN);
            assertThat(value).as("seed %d", seed).matches("[A-Za-z0-9._~%-]+=42");
            assertThat(FencingTokenHeader.parse(List.of(value)))
                    .as("seed %d", seed)
                    .isEqualTo(Map.of(name, TOKEN));
            assertThat(names.put(value, name)).as("seed %d", seed).isIn(null, name);
        }
    }

    @Test
    void severalTokensComeInOneFieldOrInSeveral() {
        Map<String, FencingToken> both = Map.of("billing", TOKEN, "reports", new FencingToken(7));
        assertThat(parse("reports=7, billing=42")).isEqualTo(both).containsOnlyKeys("billing", "reports");
        assertThat(parse("reports=7,\tbilling=42 ,, ")).isEqualTo(both);
        assertThat(parse("reports=7", "billing=42")).isEqualTo(both);
        assertThat(parse("reports=7", "billing=42").firstKey()).isEqualTo("billing");
        assertThat(parse()).isEmpty();
    }

    @Test
    void theGreatestTokenIsRead() {
        assertThat(parse("billing=9223372036854775807")).containsValue(new FencingToken(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "billing",
                "billing=",
                "=42",
                "42",
                "billing=0",
                "billing=-1",
                "billing=+1",
                "billing=042",
                "billing=4_2",
                "billing=42.0",
                "billing=0x2A",
                "billing=9223372036854775808",
                "billing=99999999999999999999",
                "billing=42;q=1",
                "billing = 42",
                "\"billing\"=42",
                "a b=42",
                "a/b=42",
                "a%2fb=42",
                "%61=42",
                "a%=42",
                "a%2=42",
                "a%zz=42",
                "%FF=42",
                "%C0%80=42",
                "%ED%A0%80=42",
                "billing=42,billing=43",
                "billing=42,billing=42",
                "a=1,b",
                "billing=\u0664\u0662"
            })
    void allElseIsMalformed(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(value))
                .satisfies(malformed -> assertThat(malformed.getMessage()).doesNotContain("\"", "\\", "billing"));
    }

    @Test
    void thereIsABound() {
        assertThat(parse(tokens(16))).hasSize(16);
        assertThatIllegalArgumentException().isThrownBy(() -> parse(tokens(17)));
        assertThat(parse("a".repeat(255) + "=1")).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> parse("a".repeat(256) + "=1"));
        assertThatIllegalArgumentException().isThrownBy(() -> parse("%41".repeat(100_000) + "=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800"})
    void badNamesAreNotWritten(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FencingTokenHeader.format(name, TOKEN));
    }

    private static SortedMap<String, FencingToken> parse(String... values) {
        return FencingTokenHeader.parse(List.of(values));
    }

    private static String tokens(int count) {
        return IntStream.range(0, count).mapToObj(n -> "e" + n + "=1").collect(Collectors.joining(","));
    }

    private static String name(Random random) {
        String letters = "ab%=,;. ~-_2F\u0000\n\u00e9\u4e00\uFFFD";
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int at = 0; at < length; at++) {
            if (random.nextInt(8) == 0) {
                name.appendCodePoint(0x1F4B0);
            } else {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
        }
        return name.toString();
    }
}
