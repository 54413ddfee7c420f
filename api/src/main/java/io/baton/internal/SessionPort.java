// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.ElectionState;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;

/** Hands the facts of one session to its keeper, as long as it is the present one. */
final class SessionPort implements SessionFacts {

    private final SessionKeeper keeper;
    boolean connected;

    SessionPort(SessionKeeper keeper) {
        this.keeper = keeper;
    }

    private void hear(Runnable input) {
        keeper.loop().post(() -> {
            if (keeper.isPresent(this)) {
                input.run();
            }
        });
    }

    private long now() {
        return keeper.loop().clock().nanos();
    }

    @Override
    public void opened(SessionGrant grant) {
        hear(() -> {
            connected = true;
            keeper.opened(grant);
        });
    }

    @Override
    public void regranted(SessionGrant grant) {
        hear(() -> keeper.regranted(grant));
    }

    @Override
    public void disconnected() {
        hear(() -> connected = false);
    }

    @Override
    public void connected() {
        hear(() -> connected = true);
    }

    @Override
    public void proven(long sentAt) {
        hear(() -> keeper.proven(sentAt));
    }

    @Override
    public void fenced() {
        hear(keeper::fenced);
    }

    @Override
    public void unproven(Throwable cause) {
        hear(() -> {
            keeper.unproven(cause);
            keeper.leaveServer();
        });
    }

    @Override
    public void watching(String session) {
        hear(() -> keeper.signLog().watching(session, now()));
    }

    @Override
    public void signOfLife(String session) {
        hear(() -> {
            keeper.signLog().signOfLife(session, now());
            keeper.each((state, at) -> state.signOfLife(session, at));
        });
    }

    @Override
    public void watchedEnded(String session) {
        hear(() -> {
            keeper.signLog().watchedEnded(session, now());
            keeper.each(ElectionState::tick);
        });
    }

    @Override
    public void unwatched(String session) {
        hear(() -> keeper.signLog().unwatched(session));
    }

    @Override
    public void ended(Throwable cause) {
        hear(() -> keeper.ended(cause, false));
    }

    @Override
    public void failed(Throwable cause) {
        hear(() -> keeper.ended(cause, true));
    }
}
