// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;

/** The same facts, to be changed in one respect. As thread-safe as what it forwards to. */
public class ForwardingSessionFacts implements SessionFacts {

    private final SessionFacts facts;

    public ForwardingSessionFacts(SessionFacts facts) {
        this.facts = facts;
    }

    @Override
    public void opened(SessionGrant grant) {
        facts.opened(grant);
    }

    @Override
    public void regranted(SessionGrant grant) {
        facts.regranted(grant);
    }

    @Override
    public void disconnected() {
        facts.disconnected();
    }

    @Override
    public void connected() {
        facts.connected();
    }

    @Override
    public void answered() {
        facts.answered();
    }

    @Override
    public void proven(long sentAt) {
        facts.proven(sentAt);
    }

    @Override
    public void fenced() {
        facts.fenced();
    }

    @Override
    public void unproven(Throwable cause) {
        facts.unproven(cause);
    }

    @Override
    public void watching(String session) {
        facts.watching(session);
    }

    @Override
    public void heartbeat(String session) {
        facts.heartbeat(session);
    }

    @Override
    public void watchedEnded(String session) {
        facts.watchedEnded(session);
    }

    @Override
    public void unwatched(String session) {
        facts.unwatched(session);
    }

    @Override
    public void ended(Throwable cause) {
        facts.ended(cause);
    }

    @Override
    public void failed(Throwable cause) {
        facts.failed(cause);
    }
}
