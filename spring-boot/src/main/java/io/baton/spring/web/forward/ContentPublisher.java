// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Has the thread that calls {@link #send} read the body, as fast as the client asks for it: the stream of a request must not be read
 * by another thread once the request has been answered.
 */
final class ContentPublisher implements BodyPublisher {

    private static final int CHUNK = 16 * 1024;

    private final long length;
    private final Semaphore demand = new Semaphore(0);
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean cancelled;

    /**
     * Not sent yet.
     *
     * @param length what the whole body has, or less than 0 if that is not known
     */
    ContentPublisher(long length) {
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> added) {
        boolean first = subscriber == null;
        if (first) {
            subscriber = added;
        }
        added.onSubscribe(new Demand(first));
        if (!first) {
            added.onError(new IOException("the body of a request cannot be read twice"));
        }
    }

    /** Sends the body; returns before its end if there is an answer, or the client does not want the rest. */
    void send(InputStream body, CompletableFuture<?> answer, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        var unused = answer.whenComplete((answered, failure) -> demand.release());
        byte[] chunk = new byte[CHUNK];
        int read = 0;
        while (read >= 0) {
            if (!demand.tryAcquire(deadline.nanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("the leader has not taken the body in time");
            }
            Flow.Subscriber<? super ByteBuffer> receiver = subscriber;
            if (receiver == null || cancelled || answer.isDone()) {
                return;
            }
            read = body.read(chunk);
            if (read > 0) {
                receiver.onNext(ByteBuffer.wrap(Arrays.copyOf(chunk, read)));
            } else {
                receiver.onComplete();
            }
        }
    }

    private final class Demand implements Flow.Subscription {

        private final boolean counts;

        Demand(boolean counts) {
            this.counts = counts;
        }

        @Override
        public void request(long n) {
            if (counts) {
                demand.release((int) Math.min(n, Short.MAX_VALUE));
            }
        }

        @Override
        public void cancel() {
            if (counts) {
                cancelled = true;
                demand.release();
            }
        }
    }
}
