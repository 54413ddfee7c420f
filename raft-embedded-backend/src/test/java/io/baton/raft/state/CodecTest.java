// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CodecTest {

    private static final int ENTRIES = 2_000;

    private final long seed = Long.getLong("baton.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everythingIsReadAsItWasWritten() {
        Script script = new Script(random);
        Store store = new Store();
        for (int i = 1; i <= ENTRIES; i++) {
            Command command = script.next(store);
            assertThat(CommandCodec.read(CommandCodec.write(command)))
                    .as("seed %d", seed)
                    .isEqualTo(command);
            Reply reply = store.apply(i, command).reply();
            assertThat(ReplyCodec.read(ReplyCodec.write(reply))).isEqualTo(reply);
            script.heard(command, reply);
            script.actors().forEach(actor -> {
                SessionEventPoll sessionEventPoll = new SessionEventPoll(actor.id, 0, Set.copyOf(script.names()));
                assertThat(SessionEventsCodec.poll(SessionEventsCodec.write(sessionEventPoll)))
                        .isEqualTo(sessionEventPoll);
                SessionEvents sessionEvents = store.events(sessionEventPoll);
                assertThat(SessionEventsCodec.events(SessionEventsCodec.write(sessionEvents)))
                        .isEqualTo(sessionEvents);
            });
        }
    }

    @Test
    void whatIsCutOffOrChangedIsRefusedOrIsAnotherValue() {
        Script script = new Script(random);
        Store store = new Store();
        for (int i = 1; i <= ENTRIES; i++) {
            Command command = script.next(store);
            Reply reply = store.apply(i, command).reply();
            script.heard(command, reply);
            spoil(CommandCodec.write(command), CommandCodec::read);
            spoil(ReplyCodec.write(reply), ReplyCodec::read);
            if (i % 50 == 0) {
                spoil(SnapshotCodec.write(store), SnapshotCodec::read);
            }
        }
    }

    private void spoil(byte[] bytes, Function<byte[], ?> reader) {
        byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        assertThatThrownBy(() -> reader.apply(cut)).isInstanceOf(MalformedException.class);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> reader.apply(longer)).isInstanceOf(MalformedException.class);
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            var unused = reader.apply(flipped);
        } catch (MalformedException refused) {
            assertThat(refused).hasMessageContaining("of this version");
        }
    }

    @Test
    void aSizeThatTheBytesCannotHaveIsRefusedBeforeAnythingIsAllocated() {
        byte[] huge = CommandCodec.write(new Command.Act(new SessionId(1, 2), 3, 4, List.of()));
        Arrays.fill(huge, huge.length - Integer.BYTES, huge.length, (byte) 0x7f);
        assertThatThrownBy(() -> CommandCodec.read(huge))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("bytes left");
    }

    @Test
    void whatIsNoneOfOursIsRefusedByName() {
        assertThatThrownBy(() -> SnapshotCodec.read("hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("not a snapshot");
        assertThatThrownBy(() -> CommandCodec.read(new byte[0])).isInstanceOf(MalformedException.class);
    }

    @Test
    void aSessionIsFoundByItsName() {
        SessionId id = new SessionId(0x1234, -5);
        assertThat(SessionId.parse(id.name())).contains(id);
        assertThat(SessionId.parse("0x12")).isEmpty();
        assertThat(SessionId.parse("")).isEmpty();
    }
}
