// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.destination;

import io.baton.spring.connection.HttpBaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts at which a leader may be, if they are limited. Immutable. */
public final class AllowedHosts {

    private static final Pattern ENTRY = Pattern.compile("(\\*\\.)?([a-z0-9.-]+|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");

    private final List<Entry> entries;

    private AllowedHosts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the entries; none of them allows all hosts.
     *
     * @throws IllegalArgumentException if one is no host
     */
    public static AllowedHosts of(List<String> texts) {
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            Matcher entry = ENTRY.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!entry.matches()) {
                throw new IllegalArgumentException("baton.web.allowed-hosts has the entry '" + text
                        + "', which is no host, host:port or *.domain");
            }
            String port = entry.group(3);
            entries.add(new Entry(
                    entry.group(1) != null,
                    entry.group(2),
                    port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port))));
        }
        return new AllowedHosts(entries);
    }

    public boolean contains(HttpBaseUrl url) {
        return entries.isEmpty() || entries.stream().anyMatch(entry -> entry.matches(url));
    }

    private record Entry(boolean isDomain, String host, OptionalInt port) {

        boolean matches(HttpBaseUrl url) {
            boolean sameHost =
                    isDomain ? url.host().endsWith("." + host) : url.host().equals(host);
            return sameHost && (port.isEmpty() || port.getAsInt() == url.port());
        }
    }
}
