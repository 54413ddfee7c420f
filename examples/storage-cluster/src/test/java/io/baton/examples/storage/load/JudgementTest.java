// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.examples.storage.load.StoredWrites.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judgement of the load finds what it is there to find. */
class JudgementTest {

    private static final Map<String, String> SENT = Map.of("a", "1", "b", "2", "c", "3");
    private static final Map<Long, String> TERMS = Map.of(7L, "storage-1", 9L, "storage-2");
    private static final Row A = new Row(1, "a", "1", 7, "storage-1");
    private static final Row B = new Row(2, "b", "2", 9, "storage-2");
    private static final Map<String, String> ENTRIES = Map.of("a", "1", "b", "2");
    private static final List<AcknowledgedWrite> ACKNOWLEDGED =
            List.of(acknowledged("a", "1", 1), acknowledged("b", "2", 2));

    @Test
    void keptPromisesAreNoViolation() {
        assertThat(violations(List.of(A, B), ENTRIES)).isEmpty();
    }

    @Test
    void anUnacknowledgedWriteMayBeThereOrNot() {
        Row unacknowledged = new Row(3, "c", "3", 9, "storage-2");
        assertThat(violations(List.of(A, B, unacknowledged), Map.of("a", "1", "b", "2", "c", "3")))
                .isEmpty();
    }

    @Test
    void aWriteThatWasSentTwiceMayBeThereTwice() {
        Row again = new Row(3, "a", "1", 9, "storage-2");
        assertThat(violations(List.of(A, B, again), ENTRIES)).isEmpty();
    }

    @Test
    void anAcknowledgedWriteThatIsNotInTheLogIsLost() {
        assertThat(violations(List.of(A), ENTRIES)).singleElement().asString().contains("lost write", "key=b", "null");
    }

    @Test
    void anAcknowledgedWriteWhoseEntryIsMissingOrDiffersIsLost() {
        assertThat(violations(List.of(A, B), Map.of("a", "1")))
                .singleElement()
                .asString()
                .contains("lost write", "the entry is null");
        assertThat(violations(List.of(A, B), Map.of("a", "1", "b", "1")))
                .anySatisfy(violation -> assertThat(violation).contains("lost write", "the entry is 1"));
    }

    @Test
    void aRowThatAnotherWriteWasAcknowledgedWithIsLost() {
        Row other = new Row(2, "c", "3", 9, "storage-2");
        assertThat(violations(List.of(A, other), ENTRIES))
                .singleElement()
                .asString()
                .contains("lost write", "key=c");
    }

    @Test
    void aRowAfterOneOfAGreaterTokenIsStale() {
        Row late = new Row(3, "c", "3", 7, "storage-1");
        assertThat(violations(List.of(A, B, late), ENTRIES))
                .singleElement()
                .asString()
                .contains("stale write", "key=c", "token 9");
    }

    @Test
    void aRowOfAnotherInstanceThanItsTermIsStale() {
        Row foreign = new Row(2, "b", "2", 9, "storage-3");
        assertThat(violations(List.of(A, foreign), ENTRIES))
                .singleElement()
                .asString()
                .contains("stale write", "a term of storage-2");
    }

    @Test
    void aRowWithoutATermIsStale() {
        Row unknown = new Row(2, "b", "2", 10, "storage-2");
        assertThat(violations(List.of(A, unknown), ENTRIES))
                .singleElement()
                .asString()
                .contains("stale write", "a term of null");
    }

    @Test
    void aKeyFromNowhereIsForeign() {
        Row nowhere = new Row(3, "x", "1", 9, "storage-2");
        assertThat(violations(List.of(A, B, nowhere), ENTRIES))
                .singleElement()
                .asString()
                .contains("foreign write", "key=x");
        assertThat(violations(List.of(A, B), Map.of("a", "1", "b", "2", "x", "1")))
                .singleElement()
                .asString()
                .contains("foreign write", "the entry x");
    }

    private static List<String> violations(List<Row> log, Map<String, String> entries) {
        return Judgement.violations(SENT, ACKNOWLEDGED, new StoredWrites(log, entries, TERMS, 0));
    }

    private static AcknowledgedWrite acknowledged(String key, String value, long seq) {
        return new AcknowledgedWrite(key, value, seq, 0, 1, false);
    }
}
