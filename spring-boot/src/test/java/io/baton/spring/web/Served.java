// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests that handlers of one instance were called with. */
class Served {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstByte = new CountDownLatch(1);

    /** As the handler sees it. */
    record Request(
            String method,
            String uri,
            @Nullable String query,
            Map<String, List<String>> parameters,
            Map<String, List<String>> headers,
            String digest,
            int length,
            boolean hasSession) {}

    String add(HttpServletRequest request) throws IOException {
        byte[] body = read(request);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        requests.add(new Request(
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                parameters,
                headers,
                digest(body),
                body.length,
                request.getSession(false) != null));
        return "served on " + request.getLocalPort();
    }

    private byte[] read(HttpServletRequest request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int first = request.getInputStream().read();
        firstByte.countDown();
        if (first >= 0) {
            body.write(first);
            request.getInputStream().transferTo(body);
        }
        return body.toByteArray();
    }

    /** Until a handler has read the first byte of a body. */
    void awaitFirstByte() throws InterruptedException {
        if (!firstByte.await(Instance.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no handler has read a byte");
        }
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request last() {
        return requests.get(requests.size() - 1);
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
