// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.callback;

/** The calls about proofs to one listener. A listener that is slower than the proofs come misses some, so that memory is bounded. */
public final class ProofCalls {

    public static final int MOST_WAITING = 100;

    private final CallbackQueue callbacks;
    private long added;
    private volatile long begun;

    public ProofCalls(CallbackQueue callbacks) {
        this.callbacks = callbacks;
    }

    /** For the loop's thread. */
    public void add(Runnable call) {
        if (added - begun >= MOST_WAITING) {
            return;
        }
        long number = ++added;
        callbacks.add(() -> {
            begun = number;
            call.run();
        });
    }
}
