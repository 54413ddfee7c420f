// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The path and query of a request as they came over the network, whatever filters of the application show instead. */
public record RequestTarget(String path, @Nullable String query) {

    /** What no URI has in its path or query; servers can be told to accept it nevertheless. */
    private static final String ILLEGAL = "\"<>\\^`{|}[]";

    public static RequestTarget of(HttpServletRequest request) {
        HttpServletRequest received = received(request);
        String query = received.getQueryString();
        return new RequestTarget(legal(received.getRequestURI()), query == null ? null : legal(query));
    }

    /** The request of the server itself. */
    public static HttpServletRequest received(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest http ? http : request;
    }

    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7f && ILLEGAL.indexOf(c) < 0 && (c != '%' || isEscape(text, i))) {
                legal.append(c);
            } else {
                // Servers hand over each byte that they have not decoded as one character.
                byte[] bytes =
                        String.valueOf(c).getBytes(c < 0x100 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                for (byte octet : bytes) {
                    legal.append(String.format("%%%02X", octet));
                }
            }
        }
        return legal.toString();
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0;
    }

    /** With the mark that says that the request was redirected. */
    public String marked() {
        return path + "?" + RedirectMarker.addTo(query);
    }

    @Override
    public String toString() {
        return query == null ? path : path + "?" + query;
    }
}
