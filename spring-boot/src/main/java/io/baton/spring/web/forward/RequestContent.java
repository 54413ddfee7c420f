// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * The body of a request, also where the server or a filter has read it already: then it is written again from what was read.
 *
 * @param stream the body
 * @param length what it has, or less than 0 if that is not known
 * @param newType its content type, if that is no longer the one of the request
 */
record RequestContent(InputStream stream, long length, Optional<String> newType) {

    private static final String FORM = "application/x-www-form-urlencoded";

    static RequestContent of(HttpServletRequest request) throws IOException, ServletException {
        if (WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class) != null) {
            return parts(request);
        }
        PushbackInputStream stream = new PushbackInputStream(request.getInputStream());
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
            long length = request.getContentLengthLong();
            return new RequestContent(stream, length > 0 ? length : -1, Optional.empty());
        }
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return of(FormContent.of(request));
        }
        if (request.getContentLengthLong() > 0) {
            throw new IllegalStateException(
                    "a filter or an interceptor has read the body of the request, so that it cannot"
                            + " be passed on to the leader; wrap the request in one whose body can be read again");
        }
        return of(new byte[0]);
    }

    private static RequestContent of(byte[] content) {
        return new RequestContent(new ByteArrayInputStream(content), content.length, Optional.empty());
    }

    boolean isEmpty() {
        return length == 0;
    }

    private static RequestContent parts(HttpServletRequest request) throws IOException, ServletException {
        String boundary = "baton-" + UUID.randomUUID();
        Charset charset = charset(request, StandardCharsets.ISO_8859_1);
        List<InputStream> streams = new ArrayList<>();
        for (Part part : request.getParts()) {
            StringBuilder head = new StringBuilder("--" + boundary + "\r\n");
            for (String name : part.getHeaderNames()) {
                part.getHeaders(name)
                        .forEach(value -> head.append(name)
                                .append(": ")
                                .append(value.replaceAll("[\\r\\n]+", " "))
                                .append("\r\n"));
            }
            streams.add(new ByteArrayInputStream(head.append("\r\n").toString().getBytes(charset)));
            streams.add(part.getInputStream());
            streams.add(new ByteArrayInputStream("\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
        streams.add(new ByteArrayInputStream(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII)));
        return new RequestContent(
                new SequenceInputStream(Collections.enumeration(streams)),
                -1,
                Optional.of("multipart/form-data; boundary=" + boundary));
    }

    /** The encoding of the request, as its parameters were read. */
    static Charset charset(HttpServletRequest request, Charset otherwise) {
        String name = request.getCharacterEncoding();
        return name == null ? otherwise : Charset.forName(name);
    }
}
