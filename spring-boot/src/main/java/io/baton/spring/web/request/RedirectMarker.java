// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks requests that were redirected once. The client makes the second request itself and sends it without any header of the
 * answer, so that only the URL can say so.
 */
public final class RedirectMarker {

    static final String NAME = "baton-redirected";
    static final String VALUE = "1";
    private static final String PARAMETER = NAME + "=" + VALUE;
    private static final String ATTRIBUTE = RedirectMarker.class.getName();

    private RedirectMarker() {}

    static String addTo(@Nullable String query) {
        return query == null ? PARAMETER : query + "&" + PARAMETER;
    }

    static boolean isIn(@Nullable String query) {
        return query != null && query.contains(PARAMETER) && parameters(query).contains(PARAMETER);
    }

    /** The query as it was before it was marked. */
    static @Nullable String removeFrom(String query) {
        List<String> others = parameters(query);
        others.removeIf(PARAMETER::equals);
        return others.isEmpty() ? null : String.join("&", others);
    }

    private static List<String> parameters(String query) {
        return new ArrayList<>(Arrays.asList(query.split("&", -1)));
    }

    static void note(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    public static boolean isNoted(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
