// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the body of a form again whose parameters have been read. */
final class FormContent {

    private FormContent() {}

    /** All parameters of the request that are not those of its query. */
    static byte[] of(HttpServletRequest request) {
        Charset charset = RequestContent.charset(request, StandardCharsets.UTF_8);
        Map<String, List<String>> form = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> form.put(name, new ArrayList<>(Arrays.asList(values))));
        remove(request.getQueryString(), charset, form);
        List<String> pairs = new ArrayList<>();
        form.forEach((name, values) -> values.forEach(
                value -> pairs.add(URLEncoder.encode(name, charset) + "=" + URLEncoder.encode(value, charset))));
        return String.join("&", pairs).getBytes(StandardCharsets.US_ASCII);
    }

    private static void remove(@Nullable String query, Charset charset, Map<String, List<String>> form) {
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                List<String> values = form.get(URLDecoder.decode(name, charset));
                if (values != null) {
                    values.remove(URLDecoder.decode(value, charset));
                }
            } catch (IllegalArgumentException malformed) {
                // The server has not read it as a parameter either.
            }
        }
    }
}
