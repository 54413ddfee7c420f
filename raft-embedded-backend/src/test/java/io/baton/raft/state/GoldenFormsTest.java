// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The bytes of entries, snapshots and messages that lie on disks or travel between versions, one file for each format level. The
 * files of released levels never change. {@code -Dbaton.rewrite=true} writes the one of a level that is not released yet.
 */
class GoldenFormsTest {

    private static final Path FILE = Path.of("src/test/resources/golden/level-1.txt");
    private static final ElectionName NAME = new ElectionName("jobs/Zürich");
    private static final Candidate CANDIDATE = new Candidate("c-1", Map.of("url", "https://host:1/é", "zone", "b"));
    private static final SessionId SESSION = new SessionId(7, -2);
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void whatThisVersionWritesHasTheFormOfItsLevel() throws IOException {
        Map<String, String> now = new LinkedHashMap<>();
        commands().forEach((name, command) -> now.put("entry." + name, HEX.formatHex(CommandCodec.write(command))));
        replies().forEach((name, reply) -> now.put("reply." + name, HEX.formatHex(ReplyCodec.write(reply))));
        now.put("inquiry", HEX.formatHex(SessionEventsCodec.write(poll())));
        now.put("events", HEX.formatHex(SessionEventsCodec.write(store().events(poll()))));
        now.put("snapshot", HEX.formatHex(SnapshotCodec.write(store())));
        if (Boolean.getBoolean("baton.rewrite")) {
            Files.createDirectories(FILE.getParent());
            Files.write(
                    FILE,
                    now.entrySet().stream()
                            .map(form -> form.getKey() + " " + form.getValue())
                            .toList());
        }
        assertThat(golden()).containsExactlyInAnyOrderEntriesOf(now);
    }

    @Test
    void whatWasWrittenIsReadInFull() throws IOException {
        Map<String, String> golden = golden();
        commands()
                .forEach((name, command) -> assertThat(CommandCodec.read(bytes(golden, "entry." + name)))
                        .isEqualTo(command));
        replies()
                .forEach((name, reply) -> assertThat(ReplyCodec.read(bytes(golden, "reply." + name)))
                        .isEqualTo(reply));
        assertThat(SessionEventsCodec.poll(bytes(golden, "inquiry"))).isEqualTo(poll());
        assertThat(SessionEventsCodec.events(bytes(golden, "events"))).isEqualTo(store().events(poll()));
        assertThat(SnapshotCodec.write(SnapshotCodec.read(bytes(golden, "snapshot"))))
                .isEqualTo(SnapshotCodec.write(store()));
    }

    private static Map<String, String> golden() throws IOException {
        return Files.readAllLines(FILE).stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(form -> form[0], form -> form[1], (a, b) -> a, LinkedHashMap::new));
    }

    private static byte[] bytes(Map<String, String> golden, String name) {
        return HEX.parseHex(golden.getOrDefault(name, ""));
    }

    private static Map<String, Command> commands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("open", new Command.Open(5, 800_000_000, "a", new SecretDigest(3, 4)));
        requests()
                .forEach((name, request) -> commands.put(
                        "act." + name, new Command.Act(SESSION, 9, 8, List.of(new Request.Prove(6), request))));
        commands.put("close", new Command.Close(SESSION));
        commands.put("expire", new Command.Expire(SESSION, 9));
        commands.put("revoke", new Command.Revoke(SESSION));
        commands.put("remove", new Command.Remove(NAME, 11));
        commands.put("raise-level", new Command.RaiseLevel(FormatLevel.FIRST));
        return commands;
    }

    private static Map<String, Request> requests() {
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put("prove", new Request.Prove(6));
        requests.put("enter", new Request.Enter(1, NAME, CANDIDATE));
        requests.put("look", new Request.Look(1));
        requests.put("raise-validity", new Request.RaiseValidity(1, 2, 3));
        requests.put(
                "take-leadership",
                new Request.TakeLeadership(1, 2, 3, new Request.ExpectedLeaderRecord(4, 5, true), 6));
        requests.put("fence", new Request.Fence(SESSION));
        requests.put("release", new Request.Release(1));
        requests.put("list", new Request.ListQueue(NAME, 0));
        requests.put("raise-floor", new Request.RaiseFloor(NAME, 12));
        requests.put("bid-ahead", new Request.BidAhead(1, 2, 3, 4, 5, 6));
        requests.put("ask-leader", new Request.AskLeader(NAME));
        requests.put("forget", new Request.Forget(NAME));
        return requests;
    }

    private static Map<String, Reply> replies() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("opened", new Reply.Opened(SESSION));
        replies.put("acted", acted());
        replies.put("no-session", new Reply.NoSession());
        replies.put("superseded", new Reply.Superseded(9));
        replies.put("settled", new Reply.Settled(true));
        replies.put("refused", new Reply.Refused("why"));
        return replies;
    }

    /** Of a candidate that leads, one that waits, and questions. */
    private static Reply acted() {
        Store store = store();
        SessionId session = store.living().get(0).session();
        return store.apply(
                        store.index() + 1,
                        new Command.Act(
                                session,
                                3,
                                0,
                                List.of(
                                        new Request.Prove(0),
                                        new Request.Prove(1),
                                        new Request.Look(1),
                                        new Request.Look(2),
                                        new Request.Look(99),
                                        new Request.ListQueue(NAME, 0),
                                        new Request.AskLeader(NAME),
                                        new Request.RaiseFloor(NAME, -1),
                                        new Request.RaiseFloor(new ElectionName("other"), 12),
                                        new Request.Forget(NAME))))
                .reply();
    }

    private static SessionEventPoll poll() {
        return new SessionEventPoll(store().living().get(0).session(), 0, Set.of(NAME));
    }

    private static Store store() {
        Store store = new Store();
        SessionId session = ((Reply.Opened)
                        store.apply(1, new Command.Open(5, 800_000_000, "a", new SecretDigest(3, 4)))
                                .reply())
                .session();
        store.apply(
                2,
                new Command.Act(
                        session,
                        1,
                        0,
                        List.of(
                                new Request.Enter(1, NAME, CANDIDATE),
                                new Request.Enter(2, NAME, new Candidate("c-2", Map.of())))));
        store.apply(
                3,
                new Command.Act(
                        session,
                        2,
                        2,
                        List.of(
                                new Request.TakeLeadership(1, 0, 1, new Request.ExpectedLeaderRecord(0, 2, false), 2),
                                new Request.BidAhead(2, 1, 0, 1, 2, 3))));
        return store;
    }
}
