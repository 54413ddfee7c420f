// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keeps what a session or a candidacy is told, in order, and hands it out to the test. Thread-safe; each fact is handed out
 * once.
 */
public final class RecordingFacts implements SessionFacts, CandidacyFacts {

    private static final long BOUND_SECONDS = 60;

    private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();

    /** What was told, with what it was told with; nothing is an empty string. */
    private record Fact(String name, Object detail) {}

    /** The next fact, which has to be this one. */
    public Object next(String name) throws InterruptedException {
        Fact fact = poll(name);
        assertThat(fact.name()).as("the next fact: %s", fact).isEqualTo(name);
        return fact.detail();
    }

    /** The next fact of that name; those before it are forgotten. */
    public Object eventually(String name) throws InterruptedException {
        List<Fact> before = new ArrayList<>();
        while (true) {
            Fact fact = poll(name + " after " + before);
            if (fact.name().equals(name)) {
                return fact.detail();
            }
            before.add(fact);
        }
    }

    /** What was told and not yet handed out. */
    public List<String> untold() {
        return Stream.of(facts.toArray(new Fact[0])).map(Fact::name).toList();
    }

    public void forget() {
        facts.clear();
    }

    private Fact poll(String awaited) throws InterruptedException {
        Fact fact = facts.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        if (fact == null) {
            throw new AssertionError("nothing told in " + Duration.ofSeconds(BOUND_SECONDS) + ": " + awaited);
        }
        return fact;
    }

    private void told(String name, Object detail) {
        facts.add(new Fact(name, detail));
    }

    @Override
    public void opened(SessionGrant grant) {
        told("opened", grant);
    }

    @Override
    public void regranted(SessionGrant grant) {
        told("regranted", grant);
    }

    @Override
    public void disconnected() {
        told("disconnected", "");
    }

    @Override
    public void connected() {
        told("connected", "");
    }

    @Override
    public void proven(long sentAt) {
        told("proven", sentAt);
    }

    @Override
    public void fenced() {
        told("fenced", "");
    }

    @Override
    public void unproven(Throwable cause) {
        told("unproven", cause);
    }

    @Override
    public void watching(String session) {
        told("watching", session);
    }

    @Override
    public void heartbeat(String session) {
        told("heartbeat", session);
    }

    @Override
    public void watchedEnded(String session) {
        told("watchedEnded", session);
    }

    @Override
    public void unwatched(String session) {
        told("unwatched", session);
    }

    @Override
    public void ended(Throwable cause) {
        told("ended", cause);
    }

    @Override
    public void failed(Throwable cause) {
        told("failed", cause);
    }

    @Override
    public void position(QueuePosition queuePosition) {
        told("position", queuePosition);
    }

    @Override
    public void predecessorGone() {
        told("predecessorGone", "");
    }

    @Override
    public void positionChanged() {
        told("positionChanged", "");
    }

    @Override
    public void gone() {
        told("gone", "");
    }

    @Override
    public void bidStands(long sentAt) {
        told("bidStands", sentAt);
    }

    @Override
    public void bidCarriedOut(Bid bid, long sentAt) {
        told("bidCarriedOut", bid);
    }

    @Override
    public void tookLeadership(long sentAt) {
        told("tookLeadership", sentAt);
    }

    @Override
    public void leadershipNotTaken() {
        told("leadershipNotTaken", "");
    }

    @Override
    public void proofsEnded(String session) {
        told("proofsEnded", session);
    }

    @Override
    public void confirmed() {
        told("confirmed", "");
    }

    @Override
    public void unknown(Throwable cause) {
        told("unknown", cause);
    }

    @Override
    public void refused(Throwable cause) {
        told("refused", cause);
    }
}
