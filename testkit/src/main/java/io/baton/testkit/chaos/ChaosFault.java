// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

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

    /** A fault of two actions. */
    static ChaosFault of(String name, Action begin, Action undo) {
        return of(name, begin, undo, true);
    }

    /** A fault of two actions between which no memory is left. */
    static ChaosFault withoutMemory(String name, Action begin, Action undo) {
        return of(name, begin, undo, false);
    }

    private static ChaosFault of(String name, Action begin, Action undo, boolean allowsClosing) {
        return new ChaosFault() {
            @Override
            public boolean allowsClosing() {
                return allowsClosing;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public void begin() throws Exception {
                begin.run();
            }

            @Override
            public void undo() throws Exception {
                undo.run();
            }
        };
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
