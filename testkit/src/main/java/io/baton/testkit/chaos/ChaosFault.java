// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.time.Duration;

/**
 * Something that goes wrong for a while. One object may begin and be undone many times, always in turn. To be used by one
 * thread.
 */
public interface ChaosFault {

    /** As the figures call it. */
    String name();

    /** Returns when the fault is there. */
    void begin() throws Exception;

    /** Returns when everything is as it was before {@link #begin}, but for what the candidates have to notice themselves. */
    void undo() throws Exception;

    /** Whether a connection may be closed meanwhile: closing needs memory, and throws without. */
    boolean allowsClosing();

    /** For how much longer than the promised time there may be no leader: what the store itself needs to go on. */
    default Duration grace() {
        return Duration.ZERO;
    }

    /** The same with a longer {@link #grace()}. */
    default ChaosFault withGrace(Duration longer) {
        return new TwoActionFault(name(), this::begin, this::undo, allowsClosing(), longer);
    }

    /** A fault of two actions. */
    static ChaosFault of(String name, Action begin, Action undo) {
        return new TwoActionFault(name, begin, undo, true, Duration.ZERO);
    }

    /** A fault of two actions between which no memory is left. */
    static ChaosFault withoutMemory(String name, Action begin, Action undo) {
        return new TwoActionFault(name, begin, undo, false, Duration.ZERO);
    }

    /** A fault that has happened when it has begun: there is nothing to undo. */
    static ChaosFault moment(String name, Action happen) {
        return of(name, happen, () -> {});
    }

    /** A step of a fault. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
