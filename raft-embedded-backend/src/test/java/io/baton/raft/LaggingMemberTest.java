// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.raft.internal.storage.DataDirCheck;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.raft.state.Store;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member that runs on and misses entries which the others do not keep any more: it gets a snapshot. */
@Timeout(900)
class LaggingMemberTest {

    private static final String GIVEN = "RaftServerImpl.installSnapshot";
    private static final List<String> HEARD = List.of("RaftServerImpl.appendEntries", GIVEN);
    private static final String WRITTEN = "RaftServerImpl.appendEntries.logComplete";
    private static final Command NOTHING = new Command.Close(new SessionId(0, 0));
    private static final int SNAPSHOTS = 2;
    private static final int ENTRIES = 1_100;

    @TempDir
    private Path dataDir;

    @AfterEach
    void heal() {
        HEARD.forEach(CodeInjectionForTesting::remove);
        CodeInjectionForTesting.remove(WRITTEN);
    }

    @Test
    void catchesUpAsOftenAsItFallsBehind() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir);
                Probe probe = new Probe(asClient(group));
                AdminClient administrator = new AdminClient(asClient(group))) {
            for (int i = 0; i < SNAPSHOTS; i++) {
                String deaf = leaveBehind(group, probe, administrator);
                long index = index(group, group.leader());
                assertThat(index(group, deaf)).isLessThan(index - ENTRIES);
                heal();
                Await.untilTrue(deaf + " is up to date", () -> isUpTo(group, deaf, index));
            }
        }
    }

    /** Its log is gone before anything tells this process so, which may end in between. */
    @Test
    void aMemberThatEndsWhileItIsGivenASnapshotHasLostNothing() throws Exception {
        try (LocalGroup group = LocalGroup.founded(dataDir);
                Probe probe = new Probe(asClient(group));
                AdminClient administrator = new AdminClient(asClient(group))) {
            String deaf = leaveBehind(group, probe, administrator);
            CountDownLatch goOn = new CountDownLatch(1);
            var unused = group.member(deaf).look(store -> isOver(goOn));
            CodeInjectionForTesting.remove(GIVEN);
            Path files = GroupDirectory.of(
                    dataDir.resolve(deaf), group.member(deaf).groupId().orElseThrow());
            try {
                Await.untilTrue("its log is gone", () -> !hasLog(files));
                assertThatCode(() -> DataDirCheck.refuseLosses(files)).doesNotThrowAnyException();
            } finally {
                goOn.countDown();
                heal();
            }
            long index = index(group, group.leader());
            Await.untilTrue(deaf + " is up to date", () -> isUpTo(group, deaf, index));
            assertThat(hasLog(files)).isTrue();
        }
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(Await.LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasLog(Path files) {
        String[] parts = files.resolve("current").toFile().list((directory, name) -> name.startsWith("log_"));
        return parts != null && parts.length > 0;
    }

    /** A member that lacks entries which the others do not keep: the log is in files, each of which ends with a term. */
    private static String leaveBehind(LocalGroup group, Probe probe, AdminClient administrator) {
        String deaf = deafen(group, probe);
        write(probe);
        Await.untilTrue("another one leads", () -> isHandedOver(group, administrator, deaf));
        write(probe);
        return deaf;
    }

    /** The member that hears nothing any more, and does not lead. */
    private static String deafen(LocalGroup group, Probe probe) {
        return Await.until("a member hears nothing", () -> {
            String deaf = group.leader().equals("c") ? "b" : "c";
            HEARD.forEach(what -> CodeInjectionForTesting.put(what, (member, from, more) -> {
                if (member.toString().equals(deaf)) {
                    throw new IllegalStateException("not heard");
                }
                return true;
            }));
            probe.execute(NOTHING);
            return Optional.of(deaf).filter(id -> !group.leader().equals(id));
        });
    }

    private static boolean isHandedOver(LocalGroup group, AdminClient administrator, String deaf) {
        String leader = group.leader();
        String next = Stream.of("a", "b", "c")
                .filter(id -> !id.equals(leader) && !id.equals(deaf))
                .findFirst()
                .orElseThrow();
        try {
            Address from = group.address(leader);
            MembershipView membershipView = administrator.view(from).orElseThrow();
            administrator.handOver(new LeaderView(from, membershipView), group.address(next));
            return group.leader().equals(next);
        } catch (IOException askedTheOldLeader) {
            return false;
        }
    }

    /** Its log fails each entry, and it hears its leader all the same. */
    @Test
    void aMemberThatHearsOfCommitsAndGetsNoneBeginsAgain() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir);
                Probe probe = new Probe(asClient(group))) {
            String stuck = group.leader().equals("c") ? "b" : "c";
            CodeInjectionForTesting.put(WRITTEN, (member, from, more) -> {
                if (member.toString().equals(stuck)) {
                    throw new IllegalStateException("not written");
                }
                return true;
            });
            probe.execute(NOTHING);
            probe.execute(NOTHING);
            Await.untilTrue(
                    stuck + " begins again", () -> group.member(stuck).leader().isEmpty());
            heal();
            probe.execute(NOTHING);
            long index = index(group, group.leader());
            Await.untilTrue(stuck + " is up to date", () -> isUpTo(group, stuck, index));
        }
    }

    private static boolean isUpTo(LocalGroup group, String member, long index) {
        try {
            return index(group, member) >= index;
        } catch (CompletionException notRunning) {
            return false;
        }
    }

    private static GroupConfig asClient(LocalGroup group) {
        return RaftBackendProvider.group(new ConfigurationValues(
                group.configuration("probe", "a", "b", "c").keys()));
    }

    private static void write(Probe probe) {
        for (int entry = 0; entry < ENTRIES; entry++) {
            probe.execute(NOTHING);
        }
    }

    private static long index(LocalGroup group, String member) {
        return group.member(member).look(Store::index).join();
    }
}
