// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.LossReason;

/** What an elector does itself: it enters, and tells the application how its leadership goes. */
public sealed interface ElectorEffect extends Effect {

    /** Carries the effect out. */
    void applyTo(Handler handler);

    @Override
    default boolean onlyTells() {
        return true;
    }

    /** One method for each effect. */
    interface Handler {

        void enter();

        void giveUpRequest();

        void announce(long token, long until);

        void extend(long until);

        void end(LossReason reason);

        void reportUndrained(boolean placeIsKept);

        void reportRefusal(String why, Throwable cause);

        void reportLeft();

        void finish();
    }

    /** Enter the queue with a new candidacy. */
    record Enter() implements ElectorEffect {
        @Override
        public boolean onlyTells() {
            return false;
        }

        @Override
        public void applyTo(Handler handler) {
            handler.enter();
        }
    }

    /** The backend has not answered in time: another request may go out. */
    record GiveUpRequest() implements ElectorEffect {
        @Override
        public boolean onlyTells() {
            return false;
        }

        @Override
        public void applyTo(Handler handler) {
            handler.giveUpRequest();
        }
    }

    /** A leadership begins: held until the given time, then announced. */
    record Announce(long token, long until) implements ElectorEffect {
        @Override
        public boolean onlyTells() {
            return false;
        }

        @Override
        public void applyTo(Handler handler) {
            handler.announce(token, until);
        }
    }

    /** The leadership is held for longer. */
    record Extend(long until) implements ElectorEffect {
        @Override
        public boolean onlyTells() {
            return false;
        }

        @Override
        public void applyTo(Handler handler) {
            handler.extend(until);
        }
    }

    /** The leadership is not held any more from this moment: cancel its work, and tell when that has ended. */
    record End(LossReason reason) implements ElectorEffect {
        @Override
        public void applyTo(Handler handler) {
            handler.end(reason);
        }
    }

    /** Tell that work goes on after the drain timeout, and what happens to the place. */
    record ReportUndrained(boolean placeIsKept) implements ElectorEffect {
        @Override
        public void applyTo(Handler handler) {
            handler.reportUndrained(placeIsKept);
        }
    }

    /** Tell the application that the store refuses. */
    record ReportRefusal(String why, Throwable cause) implements ElectorEffect {
        @Override
        public void applyTo(Handler handler) {
            handler.reportRefusal(why, cause);
        }
    }

    /** The place was released although work goes on. */
    record ReportLeft() implements ElectorEffect {
        @Override
        public void applyTo(Handler handler) {
            handler.reportLeft();
        }
    }

    /** The elector has left the election for good. */
    record Finish() implements ElectorEffect {
        @Override
        public void applyTo(Handler handler) {
            handler.finish();
        }
    }
}
