// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import io.baton.examples.storage.load.StoredWrites.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares what clients were told with what the database holds. Each key is written with one value only. */
final class Judgement {

    private final Map<String, String> sent;
    private final List<AcknowledgedWrite> acknowledged;
    private final StoredWrites stored;
    private final List<String> violations = new ArrayList<>();

    private Judgement(Map<String, String> sent, List<AcknowledgedWrite> acknowledged, StoredWrites stored) {
        this.sent = sent;
        this.acknowledged = acknowledged;
        this.stored = stored;
    }

    /**
     * Returns what contradicts the promises, in words; nothing if they were kept.
     *
     * @param sent the value of each key that was sent, acknowledged or not
     */
    static List<String> violations(
            Map<String, String> sent, List<AcknowledgedWrite> acknowledged, StoredWrites stored) {
        Judgement judgement = new Judgement(sent, acknowledged, stored);
        judgement.findLostWrites();
        judgement.findStaleWrites();
        judgement.findForeignWrites();
        return List.copyOf(judgement.violations);
    }

    private void findLostWrites() {
        Map<Long, Row> rows = new HashMap<>();
        stored.log().forEach(row -> rows.put(row.seq(), row));
        for (AcknowledgedWrite write : acknowledged) {
            Row row = rows.get(write.seq());
            if (row == null || !row.key().equals(write.key()) || !write.value().equals(row.value())) {
                violations.add("lost write: " + write + " is acknowledged, the log has " + row);
            }
            String value = stored.entries().get(write.key());
            if (!write.value().equals(value)) {
                violations.add("lost write: " + write + " is acknowledged, the entry is " + value);
            }
        }
    }

    private void findStaleWrites() {
        long greatest = 0;
        for (Row row : stored.log()) {
            if (row.token() < greatest) {
                violations.add("stale write: " + row + " comes after a row of token " + greatest);
            }
            greatest = Math.max(greatest, row.token());
            String instance = stored.terms().get(row.token());
            if (!row.instance().equals(instance)) {
                violations.add("stale write: " + row + " is of a term of " + instance);
            }
        }
    }

    private void findForeignWrites() {
        for (Row row : stored.log()) {
            if (!Objects.equals(sent.get(row.key()), row.value())) {
                violations.add("foreign write: " + row + " was not sent");
            }
        }
        stored.entries().forEach((key, value) -> {
            if (!value.equals(sent.get(key))) {
                violations.add("foreign write: the entry " + key + " = " + value + " was not sent");
            }
        });
    }
}
