// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Outcome;
import io.baton.raft.state.Records;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What the group has agreed on, as no member can see it; tells the invariant checker. */
final class CommittedLog {

    private final SimulationContext simulationContext;
    private final GroupRules conduct;
    private final List<ElectionName> elections = new ArrayList<>();
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<byte[]> meanings = new ArrayList<>();
    private Store store = new Store();
    private BiConsumer<Command, Reply> witness = (command, reply) -> {};

    /** An entry of a log. Each is one object, on whatever member it is. */
    static final class LogEntry {

        private final long term;
        private final Optional<byte[]> command;

        /** @param command nothing in an entry with which a leader begins */
        LogEntry(long term, Optional<byte[]> command) {
            this.term = term;
            this.command = command;
        }

        long term() {
            return term;
        }

        Optional<byte[]> command() {
            return command;
        }
    }

    CommittedLog(SimulationContext simulationContext, GroupRules conduct) {
        this.simulationContext = simulationContext;
        this.conduct = conduct;
    }

    Store store() {
        return store;
    }

    /** Says who sees every entry when it is committed. */
    void watchedBy(BiConsumer<Command, Reply> sees) {
        witness = sees;
    }

    /** What an entry means, which is what it says unless a rule is left out. */
    byte[] meaning(long index) {
        return meanings.get((int) index);
    }

    /** A member holds those entries for committed. */
    void committed(List<LogEntry> log, long after, long upTo) {
        for (int i = (int) after + 1; i <= upTo; i++) {
            if (i == entries.size()) {
                entries.add(log.get(i));
                carryOut(i, log.get(i));
            } else if (entries.get(i) != log.get(i)) {
                throw new IllegalStateException("the model of Raft is wrong: two entries are committed at " + i);
            }
        }
    }

    /** Whether a log has everything that is committed up to that index. */
    boolean isIn(List<LogEntry> log, long index) {
        return index < log.size() && index < entries.size() && log.get((int) index) == entries.get((int) index);
    }

    /** The group has lost everything. */
    void forget() {
        entries.clear();
        meanings.clear();
        store = new Store();
    }

    private void carryOut(long index, LogEntry entry) {
        if (entry.command().isEmpty()) {
            meanings.add(new byte[0]);
            store.passed(index);
            return;
        }
        byte[] bytes = entry.command().get();
        Command said = CommandCodec.read(bytes);
        Command command = conduct.meaning(said, store);
        meanings.add(command == said ? bytes : CommandCodec.write(command));
        note(command);
        Map<String, LeaderRecord> before = command instanceof Command.Expire expire ? led(expire) : Map.of();
        Map<ElectionName, Before> records = records();
        List<ElectionName> left = left(command);
        Outcome outcome = store.apply(index, command);
        simulationContext.trace(
                "group", () -> index + " (" + entry.term() + "): " + command + " -> " + outcome.reply());
        tell(records, left);
        if (outcome.reply() instanceof Reply.Settled settled && settled.changed() && conduct == GroupRules.HONEST) {
            before.forEach(this::mustNotBeHeld);
        }
        witness.accept(said, outcome.reply());
    }

    private void note(Command command) {
        if (command instanceof Command.Act act) {
            act.requests().forEach(request -> {
                if (request instanceof Request.Enter enter && !elections.contains(enter.election())) {
                    elections.add(enter.election());
                }
            });
        }
    }

    private Map<String, LeaderRecord> led(Command.Expire expire) {
        Map<String, LeaderRecord> led = new TreeMap<>();
        for (ElectionName election : elections) {
            Records.leaderRecord(store, election)
                    .filter(leaderRecord -> !leaderRecord.released()
                            && leaderRecord.session().equals(expire.session().name()))
                    .ifPresent(leaderRecord -> led.put(election.value(), leaderRecord));
        }
        return led;
    }

    private void mustNotBeHeld(String election, LeaderRecord leaderRecord) {
        if (simulationContext.isHeld(election, leaderRecord.token())) {
            simulationContext.violated("session " + leaderRecord.session() + " expires while it holds " + election
                    + " with token " + leaderRecord.token());
        }
    }

    /** The records of an election before an entry is carried out. */
    private record Before(FloorRecord floor, LeaderRecord leaderRecord) {}

    private Map<ElectionName, Before> records() {
        Map<ElectionName, Before> records = new LinkedHashMap<>();
        for (ElectionName election : elections) {
            Records.leaderRecord(store, election)
                    .ifPresent(leaderRecord -> records.put(
                            election, new Before(Records.floor(store, election).orElseThrow(), leaderRecord)));
        }
        return records;
    }

    /** The elections in which a command releases a place. */
    private List<ElectionName> left(Command command) {
        return command instanceof Command.Act act
                ? act.requests().stream()
                        .filter(Request.Release.class::isInstance)
                        .flatMap(release ->
                                Records.election(store, act.session(), ((Request.Release) release).tag()).stream())
                        .toList()
                : List.of();
    }

    private void tell(Map<ElectionName, Before> records, List<ElectionName> left) {
        // An election without records now was forgotten, which needs that no candidate leads.
        records.forEach((election, before) -> Records.leaderRecord(store, election)
                .ifPresent(now -> {
                    boolean another = now.led() != 0 && now.led() != before.leaderRecord.led();
                    if (left.contains(election) && !before.leaderRecord.released() && (now.released() || another)) {
                        simulationContext.released(election, before.leaderRecord.token());
                    }
                    if (another) {
                        simulationContext.tookLeadership(now.session(), election, before.floor);
                    }
                }));
    }

    /** Whether a candidate leads in that session. */
    boolean leads(SessionId session) {
        return elections.stream()
                .anyMatch(election -> Records.leaderRecord(store, election)
                        .filter(leaderRecord -> !leaderRecord.released()
                                && leaderRecord.session().equals(session.name()))
                        .isPresent());
    }
}
