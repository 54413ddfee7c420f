// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a member of the cluster, or something in front of it, takes requests.
 *
 * @param host a name or an address, without brackets
 * @param secure whether by TLS, if the endpoint says
 */
public record Endpoint(String host, int port, Optional<Boolean> secure) {

    static final int DEFAULT_PORT = 2379;

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<host>\\[[^\\]/]*\\]|[^:/\\[\\]]*)(?::(?<port>\\d+))?/?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?");

    public Endpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("there is no port " + port);
        }
    }

    /**
     * Reads {@code http://host:port}, {@code https://host:port} or {@code host:port}, the scheme in any case; without a port it
     * is 2379, and an IPv6 address is in brackets.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Endpoint parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw unreadable(text);
        }
        String host = form.group("host");
        boolean bracketed = host.startsWith("[");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!(bracketed ? IPV6 : NAME).matcher(bare).matches()) {
            throw unreadable(text);
        }
        return new Endpoint(bare, port(form.group("port"), text), secure(form.group("scheme"), text));
    }

    /** As in a URL, with brackets where they are needed. */
    String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Whether the host is an address, so that nothing has to be looked up. */
    public boolean isAddress() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /**
     * The name that a certificate is checked for, with the port; nothing if the host is no name that a certificate can hold, as
     * one with an underscore.
     */
    public Optional<String> authority() {
        // The zone of an address means something on this machine only.
        int zone = host.indexOf('%');
        String name = (zone < 0 ? this : new Endpoint(host.substring(0, zone), port, secure)).hostAndPort();
        try {
            return Optional.of(name).filter(valid -> URI.create("//" + valid).getHost() != null);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whether both have the same host and port. */
    boolean isSame(Endpoint other) {
        return host.equalsIgnoreCase(other.host) && port == other.port;
    }

    @Override
    public String toString() {
        return secure.map(tls -> tls ? "https://" : "http://").orElse("") + hostAndPort();
    }

    private static int port(@Nullable String digits, String text) {
        if (digits == null) {
            return DEFAULT_PORT;
        }
        if (digits.length() > 5) {
            throw unreadable(text);
        }
        return Integer.parseInt(digits);
    }

    private static Optional<Boolean> secure(@Nullable String scheme, String text) {
        if (scheme == null) {
            return Optional.empty();
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> Optional.of(false);
            case "https" -> Optional.of(true);
            default -> throw unreadable(text);
        };
    }

    private static IllegalArgumentException unreadable(String text) {
        // The text before an @ may be a password.
        String shown = text.indexOf('@') < 0 ? text : "one with an @";
        return new IllegalArgumentException("an endpoint has the form http://host:port, https://host:port or host:port,"
                + " with an IPv6 address in brackets; not " + shown);
    }
}
