// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address at which others reach an instance of an application: an absolute http or https URL. Immutable.
 *
 * @param scheme http or https
 * @param host name or address of the host in lower case, an IPv6 address in brackets
 * @param port the port, also where the URL leaves it to the scheme
 * @param path what goes before the paths of requests, still encoded: empty, or with a slash at its begin and none at its end
 */
public record HttpBaseUrl(String scheme, String host, int port, String path) {

    /** The attribute under which a candidate publishes its address. */
    public static final String ATTRIBUTE = "url";

    private static final int MAX_LENGTH = 2_000;

    /**
     * Reads a URL.
     *
     * @param name what the URL is, for messages; the text itself is in no message, because it may have a password
     * @throws IllegalArgumentException if the text is no such URL, or has more than host, port and path
     */
    public static HttpBaseUrl of(String name, String text) {
        URI url;
        try {
            url = new URI(text.length() > MAX_LENGTH ? "" : text);
        } catch (URISyntaxException e) {
            throw invalid(name, "is no URL");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(name, "does not begin with http:// or https://");
        }
        if (url.getHost() == null) {
            throw invalid(name, "names no host, or has a character in it that no host name has");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw invalid(name, "has a user, a query or a fragment");
        }
        int port = url.getPort() < 0 ? standardPort(scheme) : url.getPort();
        if (port < 1 || port > 65_535) {
            throw invalid(name, "has no port between 1 and 65535");
        }
        return new HttpBaseUrl(scheme, url.getHost().toLowerCase(Locale.ROOT), port, path(url));
    }

    private static IllegalArgumentException invalid(String name, String why) {
        return new IllegalArgumentException(
                name + " " + why + "; give a URL such as http://host:8080 or https://host/path");
    }

    private static int standardPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    private static String path(URI url) {
        String path = URI.create(url.toASCIIString()).getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** The URL, without a slash at its end. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == standardPort(scheme) ? "" : ":" + port) + path;
    }
}
