// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.spring.connection.HttpBaseUrl;
import io.baton.spring.web.destination.AllowedHosts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.7:8080, http://10.0.0.7:8080",
        "HTTP://Node-1.Example.COM/, http://node-1.example.com",
        "https://h:443/instance/1//, https://h/instance/1",
        "http://h:443, http://h:443",
        "http://[::1]:8080/a%20b, http://[::1]:8080/a%20b",
        "http://h/ä, http://h/%C3%A4"
    })
    void aUrlHasSchemeHostPortAndPath(String text, String url) {
        assertThat(HttpBaseUrl.of("it", text)).hasToString(url);
        assertThat(HttpBaseUrl.of("it", text)).isEqualTo(HttpBaseUrl.of("it", url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h:8080",
                "10.0.0.7:8080",
                "//h:8080",
                "ftp://h",
                "file:///etc/passwd",
                "http:h",
                "http:///path",
                "http://my_host:8080",
                "http://user@h",
                "http://user:secret@h",
                "http://h?secret",
                "http://h/#f",
                "http://h:0",
                "http://h:65536",
                "http://h:port",
                "http://h/a b",
                "http://h\r\nX: 1"
            })
    void otherTextIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpBaseUrl.of("baton.web.advertised-url", text))
                .withMessageStartingWith("baton.web.advertised-url ")
                .withMessageEndingWith("; give a URL such as http://host:8080 or https://host/path")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "'', http://anything, true",
        "node-1, http://node-1:8080, true",
        "NODE-1, http://Node-1:8080, true",
        "node-1, http://node-2:8080, false",
        "node-1:8080, http://node-1:8080, true",
        "node-1:8080, http://node-1:8081, false",
        "node-1:80, http://node-1, true",
        "node-1:443, https://node-1, true",
        "*.example.com, http://a.example.com, true",
        "*.example.com, http://a.b.Example.com:1, true",
        "*.example.com, http://example.com, false",
        "*.example.com, http://evilexample.com, false",
        "*.example.com:80, http://a.example.com:81, false",
        "example.com, http://a.example.com, false",
        "example.com, http://example.com.evil.org, false",
        "[::1]:8080, http://[::1]:8080, true",
        "a b.c x, http://b.c, true"
    })
    void aHostIsAllowedByName(String entries, String url, boolean allowed) {
        List<String> texts = entries.isEmpty() ? List.of() : Arrays.asList(entries.split(" "));
        assertThat(AllowedHosts.of(texts).contains(HttpBaseUrl.of("it", url))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "http://h", "h/path", "*.", "a*b", "h:port", "a,b", "my_host"})
    void anEntryThatIsNoHostIsRefused(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedHosts.of(List.of(entry)))
                .withMessageContaining("baton.web.allowed-hosts");
    }
}
