// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import io.baton.spring.web.request.RequestTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/** The headers that go along with a request that is passed on, and come back with its answer. */
public final class ForwardedHeaders {

    /** Names the process that has passed the request on; one that bears it is not passed on again. */
    public static final String SENDER = "Baton-Forwarded";

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    /** Of one connection (RFC 9110, 7.6.1), beside those whose names begin with {@code proxy-} and those that Connection names. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings");

    /** Said anew for the connection to the leader. */
    private static final Set<String> SAID_ANEW = Set.of("host", "content-length", "expect", "x-forwarded-for");

    private ForwardedHeaders() {}

    static void copy(HttpServletRequest request, String sender, HttpRequest.Builder passedOn) {
        HttpServletRequest received = RequestTarget.received(request);
        Set<String> dropped = named(Collections.list(received.getHeaders("Connection")));
        for (String name : Collections.list(received.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (isEndToEnd(lower, dropped) && !SAID_ANEW.contains(lower)) {
                Collections.list(received.getHeaders(name)).forEach(value -> add(passedOn, name, value));
            }
        }
        String proxies = String.join(", ", Collections.list(received.getHeaders(FOR)));
        passedOn.setHeader(FOR, (proxies.isEmpty() ? "" : proxies + ", ") + received.getRemoteAddr());
        if (received.getHeader(PROTO) == null) {
            passedOn.setHeader(PROTO, received.getScheme());
        }
        if (received.getHeader(HOST) == null) {
            add(passedOn, HOST, host(received));
        }
        passedOn.setHeader(SENDER, UriUtils.encode(sender, StandardCharsets.UTF_8));
    }

    private static String host(HttpServletRequest received) {
        String host = received.getHeader("Host");
        return host == null ? received.getServerName() + ":" + received.getServerPort() : host;
    }

    /** Leaves out what the client refuses to send. */
    private static void add(HttpRequest.Builder passedOn, String name, String value) {
        try {
            passedOn.header(name, value);
        } catch (IllegalArgumentException refused) {
            // A name or a value that is none in HTTP, or a header that the client sets itself.
        }
    }

    /** The names of the answer's headers that are for the client. */
    static Stream<String> endToEnd(HttpHeaders headers) {
        Set<String> dropped = named(headers.allValues("Connection"));
        return headers.map().keySet().stream().filter(name -> isEndToEnd(name.toLowerCase(Locale.ROOT), dropped));
    }

    private static Set<String> named(List<String> connection) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        connection.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .forEach(names::add);
        return names;
    }

    private static boolean isEndToEnd(String lower, Set<String> dropped) {
        return !HOP_BY_HOP.contains(lower) && !lower.startsWith("proxy-") && !dropped.contains(lower);
    }
}
