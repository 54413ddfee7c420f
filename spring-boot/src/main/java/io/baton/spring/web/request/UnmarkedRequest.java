// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request without the mark of a redirect in its query. */
final class UnmarkedRequest extends HttpServletRequestWrapper {

    private final String marked;

    UnmarkedRequest(HttpServletRequest request) {
        super(request);
        marked = request.getQueryString();
    }

    @Override
    public @Nullable String getQueryString() {
        return RedirectMarker.removeFrom(marked);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    /** The values of a body come after those of the query, and stay. */
    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = super.getParameterValues(name);
        if (values == null || !name.equals(RedirectMarker.NAME)) {
            return values;
        }
        int mark = Arrays.asList(values).indexOf(RedirectMarker.VALUE);
        if (mark < 0) {
            return values;
        }
        String[] others = new String[values.length - 1];
        System.arraycopy(values, 0, others, 0, mark);
        System.arraycopy(values, mark + 1, others, mark, others.length - mark);
        return others.length == 0 ? null : others;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
        String[] others = getParameterValues(RedirectMarker.NAME);
        if (others == null) {
            parameters.remove(RedirectMarker.NAME);
        } else {
            parameters.put(RedirectMarker.NAME, others);
        }
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }
}
