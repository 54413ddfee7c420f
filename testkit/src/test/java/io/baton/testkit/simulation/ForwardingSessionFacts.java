// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;

/** Passes on what a backend reports of a session. */
class ForwardingSessionFacts implements SessionFacts {

    private final SessionFacts engine;

    ForwardingSessionFacts(SessionFacts engine) {
        this.engine = engine;
    }

    @Override
    public void opened(SessionGrant grant) {
        engine.opened(grant);
    }

    @Override
    public void regranted(SessionGrant grant) {
        engine.regranted(grant);
    }

    @Override
    public void disconnected() {
        engine.disconnected();
    }

    @Override
    public void connected() {
        engine.connected();
    }

    @Override
    public void answered() {
        engine.answered();
    }

    @Override
    public void proven(long sentAt) {
        engine.proven(sentAt);
    }

    @Override
    public void fenced() {
        engine.fenced();
    }

    @Override
    public void unproven(Throwable cause) {
        engine.unproven(cause);
    }

    @Override
    public void watching(String session) {
        engine.watching(session);
    }

    @Override
    public void signOfLife(String session) {
        engine.signOfLife(session);
    }

    @Override
    public void watchedEnded(String session) {
        engine.watchedEnded(session);
    }

    @Override
    public void unwatched(String session) {
        engine.unwatched(session);
    }

    @Override
    public void ended(Throwable cause) {
        engine.ended(cause);
    }

    @Override
    public void failed(Throwable cause) {
        engine.failed(cause);
    }
}
