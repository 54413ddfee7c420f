// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import io.baton.spi.support.AsyncLogger;
import io.netty.handler.ssl.SslContext;

/**
 * The TLS of the next connection: that of the files as they are now or, while they cannot be used, as they were when they
 * could be used last. Renewed files count from the next connection on. Thread-safe.
 */
public final class TlsContextSource {

    private static final AsyncLogger LOG = AsyncLogger.of(TlsContextSource.class);

    private final TlsFiles files;
    private volatile SslContext last;
    private volatile String complaint = "";

    /** @throws IllegalArgumentException that names the key of the configuration whose file cannot be used */
    TlsContextSource(TlsFiles files) {
        this.files = files;
        last = TlsContext.read(files).context();
    }

    /** Reads the files, which may block. */
    public SslContext current() {
        try {
            SslContext now = TlsContext.read(files).context();
            last = now;
            complaint = "";
            return now;
        } catch (RuntimeException unusable) {
            String why = String.valueOf(unusable.getMessage());
            if (!why.equals(complaint)) {
                complaint = why;
                LOG.warn(
                        "{}. Connections are made with what was read before, until the file can be used again: {}",
                        why,
                        String.valueOf(unusable.getCause()));
            }
            return last;
        }
    }

    /** Without reading anything. */
    public SslContext previous() {
        return last;
    }
}
