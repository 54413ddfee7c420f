// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import io.baton.examples.storage.StatusReader.Mark;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The event streams of this instance. Each is sent the status when it is opened and whenever the status has changed; one
 * scheduled task serves all. A browser opens a stream that has ended anew.
 */
@Component
class StatusStreams {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long RECONNECT_MILLIS = 1_000;
    /** A stream on which nothing is sent for longer is taken for dead by proxies, and its end is not noticed here. */
    private static final int CHECKS_PER_HEARTBEAT = 50;

    private final StatusReader reader;
    private final Semaphore free;
    private final Set<SseEmitter> streams = ConcurrentHashMap.newKeySet();
    private @Nullable Mark last;
    private int unchanged;

    StatusStreams(StatusReader reader, StorageProperties properties) {
        this.reader = reader;
        this.free = new Semaphore(properties.streams());
    }

    /** Returns nothing if as many are open as may be. */
    Optional<SseEmitter> open() {
        ClusterStatus status = reader.read();
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        SseEmitter stream = new SseEmitter(LONGEST.toMillis());
        streams.add(stream);
        stream.onTimeout(stream::complete);
        stream.onError(error -> remove(stream));
        stream.onCompletion(() -> remove(stream));
        send(stream, SseEmitter.event().reconnectTime(RECONNECT_MILLIS));
        send(stream, status(status));
        return Optional.of(stream);
    }

    @Scheduled(fixedDelayString = "${storage.push-every:200ms}")
    void push() {
        if (streams.isEmpty()) {
            return;
        }
        Mark mark = reader.mark();
        unchanged = mark.equals(last) ? unchanged + 1 : 0;
        last = mark;
        if (unchanged == 0) {
            ClusterStatus status = reader.read();
            streams.forEach(stream -> send(stream, status(status)));
        } else if (unchanged % CHECKS_PER_HEARTBEAT == 0) {
            streams.forEach(stream -> send(stream, SseEmitter.event().comment("")));
        }
    }

    private static SseEmitter.SseEventBuilder status(ClusterStatus status) {
        return SseEmitter.event().name("status").data(status, MediaType.APPLICATION_JSON);
    }

    private void send(SseEmitter stream, SseEmitter.SseEventBuilder event) {
        try {
            stream.send(event);
        } catch (IOException | IllegalStateException ended) {
            remove(stream);
        }
    }

    private void remove(SseEmitter stream) {
        if (streams.remove(stream)) {
            free.release();
        }
    }
}
