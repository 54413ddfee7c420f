// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.state.MalformedException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What members answer by themselves, in bytes. */
class MemberMessagesTest {

    private static final byte[] MESSAGE = AuthenticatedMessage.write(new byte[] {1, 2, 3}, SessionSecret.random());

    @Test
    void whatIsWrittenIsRead() {
        LeaderReport report = new LeaderReport("a", 12, true);
        assertThat(LeaderReport.read(report.write())).isEqualTo(report);
        ForwardedMessage read = ForwardedMessage.read(new ForwardedMessage(false, MESSAGE).write());
        assertThat(read.isEntry()).isFalse();
        assertThat(read.message()).isEqualTo(MESSAGE);
        assertThat(ForwardedMessage.readAnswer(ForwardedMessage.answered(MESSAGE)))
                .isEqualTo(MESSAGE);
    }

    @Test
    void aRefusalStaysOne() {
        assertThatThrownBy(() -> ForwardedMessage.readAnswer(
                        ForwardedMessage.failed(new CompletionException(new RefusedEntryException("too large")))))
                .hasCauseInstanceOf(RefusedEntryException.class)
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> ForwardedMessage.readAnswer(ForwardedMessage.failed(new IOException("too late"))))
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("too late");
    }

    @Test
    void anythingElseIsNotRead() {
        assertThatThrownBy(() -> ForwardedMessage.read(new byte[] {0x35, 1, 2})).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> ForwardedMessage.read(new byte[] {0x35})).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> ForwardedMessage.readAnswer(new byte[] {1, 2, 3}))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> LeaderReport.read(new byte[] {0x34})).isInstanceOf(MalformedException.class);
    }

    @Test
    void aReportSaysWhetherTheRaftLeaderIsMissed() {
        assertThat(new LeaderReport("", 0, false).misses("a", 100)).isTrue();
        assertThat(new LeaderReport("a", 40, false).misses("a", 100)).isFalse();
        assertThat(new LeaderReport("a", 140, false).misses("a", 100)).isTrue();
        assertThat(new LeaderReport("a", 40, true).misses("a", 100)).isTrue();
        assertThat(new LeaderReport("b", 140, true).misses("a", 100)).isFalse();
    }
}
