// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    @Test
    void aFloorRecordReadsBackWithTheNumberOfTheWriteThatRaisedIt() {
        byte[] raised = RecordCodec.floor(100, OptionalLong.empty(), 5_000);
        assertThat(RecordCodec.floor(raised, 77, 3)).isEqualTo(new FloorRecord(100, 77, 5_000, 3));
        byte[] rewritten = RecordCodec.floor(100, OptionalLong.of(77), 6_000);
        assertThat(RecordCodec.floor(rewritten, 99, 4)).isEqualTo(new FloorRecord(100, 77, 6_000, 4));
    }

    @Test
    void aLeaderRecordReadsBack() {
        LeaderRecord record = new LeaderRecord(12, "session=1\n", 112, false, 5);
        byte[] data = RecordCodec.leaderRecord(record.led(), record.session(), record.token(), record.released());
        assertThat(RecordCodec.leaderRecord(data, 5)).isEqualTo(record);
    }

    @Test
    void aCandidateReadsBackWhateverItsTextIs() {
        Candidate candidate = new Candidate("pod-7\n=&é", Map.of("address", "10.0.0.7:8080", "a=b\n", "\u0000😀"));
        byte[] data = RecordCodec.candidate(candidate, "s-1");
        assertThat(RecordCodec.candidate(data)).isEqualTo(candidate);
        assertThat(RecordCodec.session(data)).contains("s-1");
    }

    @Test
    void aStrangersCandidateIsShownAsWellAsItCanBe() {
        byte[] text = "10.1.2.3".getBytes(StandardCharsets.UTF_8);
        assertThat(RecordCodec.candidate(text)).isEqualTo(new Candidate("10.1.2.3"));
        assertThat(RecordCodec.candidate(new byte[0])).isEqualTo(new Candidate("(no id)"));
        assertThat(RecordCodec.candidate("é".repeat(500).getBytes(StandardCharsets.UTF_8))
                        .id())
                .hasSize(64);
        assertThat(RecordCodec.session(text)).isEmpty();
    }

    @Test
    void recordsThatAreNotRecordsAreRefused() {
        for (String data : new String[] {"", "x", "baton-floor/1\nfloor=1\n", "baton-floor/1\nfloor=x\nsince=1"}) {
            assertThatThrownBy(() -> RecordCodec.floor(data.getBytes(StandardCharsets.UTF_8), 1, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        String leaderRecord = "baton-office/1\nled=1\nsession=s\ntoken=1\nreleased=maybe\n";
        assertThatThrownBy(() -> RecordCodec.leaderRecord(leaderRecord.getBytes(StandardCharsets.UTF_8), 1))
                .hasMessageContaining("released");
    }
}
