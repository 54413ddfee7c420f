// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.leadership;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells interrupts of leaderships that have ended from those of the application, in one thread that is inside work: the former are
 * cleared when their work has returned, the latter are left to the application.
 */
final class WorkInterrupts {

    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ofLeaderships;
    private boolean ofOthers;

    WorkInterrupts(Thread thread) {
        this.thread = thread;
    }

    /** A leadership has ended. */
    void set() {
        lock.lock();
        try {
            if (thread.isInterrupted() && !ofLeaderships) {
                ofOthers = true;
            }
            ofLeaderships = true;
            // Also if it is interrupted already: it may just take notice of that.
            thread.interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the thread is interrupted, and not by the end of a leadership. To be asked in the thread before it waits for a lock: while it
     * does, nothing shows that it was interrupted.
     */
    boolean isOfOthers() {
        // In this order: the end of a leadership says that it interrupts before it does.
        return thread.isInterrupted() && !ofLeaderships;
    }

    /**
     * Work has returned; called in its thread.
     *
     * @param interruptedByOthers what {@link #isOfOthers} has answered
     */
    void settle(boolean interruptedByOthers, boolean ended, boolean outerEnded) {
        lock.lock();
        try {
            ofOthers = (ofOthers || interruptedByOthers) && thread.isInterrupted();
            if (outerEnded) {
                // The inner work may have taken the outer's interrupt for its own.
                ofLeaderships = true;
                thread.interrupt();
            } else if (ended && ofLeaderships) {
                ofLeaderships = false;
                if (!ofOthers) {
                    Thread.interrupted();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
