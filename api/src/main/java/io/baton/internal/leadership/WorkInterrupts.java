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
    private boolean ofLeaderships;
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

    /** Work has returned; called in its thread. */
    void settle(boolean ended, boolean outerEnded) {
        lock.lock();
        try {
            ofOthers &= thread.isInterrupted();
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
