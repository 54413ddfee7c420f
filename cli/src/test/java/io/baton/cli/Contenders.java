// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two programs that stand in one election with the same work, and what the work has written. For one thread. */
final class Contenders implements AutoCloseable {

    private final Work work;
    private final String[] arguments;
    private final List<ChildJvm> programs = new ArrayList<>();

    Contenders(Work work, String election, String store) {
        this.work = work;
        arguments = new String[] {
            "run",
            election,
            store,
            "--stop-timeout=500ms",
            "--",
            "sh",
            work.script().toString()
        };
        programs.add(Program.start(arguments));
        programs.add(Program.start(arguments));
    }

    /** A program that leads, and the token of its command. */
    record Leading(ChildJvm program, long token) {}

    /** The program whose command is the newest, when all parts of that work. */
    Leading leading() {
        return Await.until("all parts of a command work", () -> {
            Optional<Work.Line> newest = newest();
            if (newest.isEmpty() || !work.isComplete(newest.get().token())) {
                return Optional.empty();
            }
            long token = newest.get().token();
            return programs.stream()
                    .filter(program ->
                            program.output().stream().anyMatch(line -> line.contains("token " + token + ";")))
                    .findFirst()
                    .map(program -> new Leading(program, token));
        });
    }

    /** Returns when another command has started. */
    void awaitCommandAfter(long token) {
        Await.untilTrue("the next command", () -> newest().map(Work.Line::token).orElse(token) != token);
    }

    /** Starts a program in place of one that has ended. */
    void replace(ChildJvm ended) {
        ended.close();
        programs.set(programs.indexOf(ended), Program.start(arguments));
    }

    private Optional<Work.Line> newest() throws IOException {
        return work.lines("start").reduce((earlier, later) -> later);
    }

    /**
     * What is against the promise: a sign of one command after the next has begun, or tokens that do not grow.
     *
     * @param frozen tokens whose program was frozen, so that the next command began before their own had ended
     */
    List<String> violations(Set<Long> frozen) throws IOException {
        List<String> violations = new ArrayList<>();
        List<Work.Line> starts = work.lines("start").toList();
        for (int i = 1; i < starts.size(); i++) {
            Work.Line next = starts.get(i);
            if (next.token() <= starts.get(i - 1).token()) {
                violations.add("tokens do not grow: " + starts.get(i - 1) + ", " + next);
            }
            Set<Long> before = new TreeSet<>();
            starts.subList(0, i).forEach(start -> before.add(start.token()));
            before.removeAll(frozen);
            work.lines().stream()
                    .filter(line -> before.contains(line.token()) && line.nanos() >= next.nanos())
                    .map(line -> "overlap: " + line + " after " + next)
                    .forEach(violations::add);
        }
        return violations;
    }

    /** Ends both; of their work nothing stays. */
    @Override
    public void close() throws IOException {
        programs.forEach(ChildJvm::close);
        Await.untilTrue("all parts are gone", work::isGone);
        assertThat(work.isGone()).isTrue();
    }
}
