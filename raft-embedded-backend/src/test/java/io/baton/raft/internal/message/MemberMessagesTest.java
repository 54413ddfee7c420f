// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.internal.failure.RefusedEntryException;
import io.baton.raft.state.codec.MalformedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
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

    /** A member that took one for another would answer what the other does not read. */
    @Test
    void noMessageIsTakenForAnother() {
        List<byte[]> messages = List.of(
                FormatQuestion.question(),
                LeaderReport.question(),
                MemberList.question(),
                new ForwardedMessage(true, MESSAGE).write());
        List<Predicate<byte[]>> readers = List.of(
                FormatQuestion::isQuestion, LeaderReport::isQuestion, MemberList::isQuestion, ForwardedMessage::isOne);
        for (int message = 0; message < messages.size(); message++) {
            for (int reader = 0; reader < readers.size(); reader++) {
                assertThat(readers.get(reader).test(messages.get(message)))
                        .as("message %d by reader %d", message, reader)
                        .isEqualTo(message == reader);
            }
        }
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
        assertThatThrownBy(() -> LeaderReport.read(new byte[] {0x37})).isInstanceOf(MalformedException.class);
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
