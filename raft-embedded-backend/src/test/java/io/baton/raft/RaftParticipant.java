// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import io.baton.raft.state.request.Command;
import io.baton.testkit.fixture.Participant;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A connection with a wire of its own.
 *
 * @param administrator carries out a command before it returns
 */
record RaftParticipant(Baton baton, CuttableTransport.Wire wire, Consumer<Command> administrator)
        implements Participant {

    @Override
    public void cutOff() {
        wire.cut = true;
    }

    @Override
    public void heal() {
        wire.cut = false;
    }

    @Override
    public void expireSession() {
        wire.session.ifPresent(session -> administrator.accept(new Command.Revoke(session)));
    }

    @Override
    public OptionalLong requests() {
        return OptionalLong.of(wire.requests);
    }

    @Override
    public void close() {
        heal();
        baton.close();
    }
}
