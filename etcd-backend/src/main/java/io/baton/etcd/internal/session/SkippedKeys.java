// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.spi.support.AsyncLogger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys in queues that belong to no candidate, each logged once by a process. Thread-safe. */
public final class SkippedKeys {

    private static final AsyncLogger LOG = AsyncLogger.of(SkippedKeys.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Set<ByteString> skipped = ConcurrentHashMap.newKeySet();

    void skip(ByteString key) {
        if (skipped.size() < MOST_REMEMBERED && skipped.add(key)) {
            LOG.warn("skipping \"{}\": it lies among the candidates of an election but is none", key.toStringUtf8());
        }
    }
}
