// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.internal.engine.RequestPriority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestThrottleTest {

    private static final int MANY = 3 * RequestThrottle.AT_A_TIME;

    private final RequestThrottle throttle = new RequestThrottle();
    private final List<String> sent = new ArrayList<>();

    /** Wants one request sent, and waits for its answer. */
    private final class Requester implements RequestThrottle.Asker {

        private final String name;
        private boolean waiting = true;
        private boolean underWay;

        Requester(String name) {
            this.name = name;
        }

        boolean join(RequestPriority priority) {
            return throttle.join(this, priority, () -> {
                waiting = false;
                underWay = true;
                sent.add(name);
            });
        }

        @Override
        public boolean isWaiting() {
            return waiting;
        }

        @Override
        public boolean isUnderWay() {
            return underWay;
        }
    }

    private List<Requester> many() {
        List<Requester> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Requester requester = new Requester("r" + i);
            requester.join(RequestPriority.USUAL);
            all.add(requester);
        }
        return all;
    }

    @Test
    void joiningSendsNothing() {
        assertThat(new Requester("a").join(RequestPriority.USUAL)).isTrue();
        assertThat(new Requester("b").join(RequestPriority.USUAL)).isFalse();
        assertThat(sent).isEmpty();
        throttle.admit();
        assertThat(sent).containsExactly("a", "b");
        assertThat(new Requester("c").join(RequestPriority.USUAL)).isTrue();
    }

    @Test
    void aBoundedNumberIsUnderWayAndEachAnswerMakesRoom() {
        List<Requester> all = many();
        throttle.admit();
        throttle.admit();
        assertThat(sent).hasSize(RequestThrottle.AT_A_TIME).startsWith("r0", "r1");
        all.get(0).underWay = false;
        throttle.admit();
        assertThat(sent).hasSize(RequestThrottle.AT_A_TIME + 1).endsWith("r" + RequestThrottle.AT_A_TIME);
        all.forEach(each -> each.underWay = false);
        throttle.admit();
        assertThat(sent).hasSize(2 * RequestThrottle.AT_A_TIME + 1);
    }

    @Test
    void whatIsNotWantedAnyMoreTakesNoRoom() {
        many().forEach(each -> each.waiting = false);
        new Requester("last").join(RequestPriority.USUAL);
        throttle.admit();
        assertThat(sent).containsExactly("last");
    }

    @Test
    void whatProofsWaitForGoesFirstAndReleasesGoBeforeAllOthers() {
        List<Requester> all = many();
        throttle.admit();
        sent.clear();
        new Requester("release").join(RequestPriority.RELEASE);
        new Requester("confirm").join(RequestPriority.PROOF);
        all.subList(0, 3).forEach(each -> each.underWay = false);
        throttle.admit();
        assertThat(sent).containsExactly("confirm", "release", "r" + RequestThrottle.AT_A_TIME);
    }

    @Test
    void aRequestThatThrowsLosesNoOther() {
        throttle.join(new Requester("throws"), RequestPriority.USUAL, () -> {
            throw new IllegalStateException("not sent");
        });
        new Requester("next").join(RequestPriority.USUAL);
        assertThatThrownBy(throttle::admit).hasMessage("not sent");
        throttle.admit();
        assertThat(sent).containsExactly("next");
    }
}
