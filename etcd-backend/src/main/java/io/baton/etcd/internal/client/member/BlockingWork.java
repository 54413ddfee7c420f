// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.spi.support.Strand;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what may block, such as reading files and looking names up, on threads of its own, and answers on the strand. */
public final class BlockingWork {

    private static final int MAX_THREADS = 64;
    private static final int LINGER_SECONDS = 1;

    private final Strand strand;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MAX_THREADS, LINGER_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), BlockingWork::thread);

    public BlockingWork(Strand strand) {
        this.strand = strand;
    }

    /** Answers once, never before this has returned. */
    <T> void run(Callable<T> work, Outcome<T> outcome) {
        try {
            threads.execute(() -> work(work, outcome));
        } catch (RuntimeException | Error noThread) {
            strand.run(() -> outcome.failed(new IOException("no thread could be started: " + noThread, noThread)));
        }
    }

    private <T> void work(Callable<T> work, Outcome<T> outcome) {
        try {
            T done = work.call();
            strand.run(() -> outcome.done(done));
        } catch (Exception | Error failed) {
            strand.run(() -> outcome.failed(failed));
        }
    }

    /** Interrupts what still runs. */
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "baton-etcd-lookup");
        thread.setDaemon(true);
        return thread;
    }

    interface Outcome<T> {

        void done(T result);

        void failed(Throwable cause);
    }
}
