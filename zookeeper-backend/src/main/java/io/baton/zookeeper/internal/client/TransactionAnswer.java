// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;

/**
 * The answer to a transaction.
 *
 * @param code that of the first operation that failed
 */
public record TransactionAnswer(Code code, List<OpResult> results) {

    /** Whether it failed at this operation, which is numbered from 0. */
    public boolean failedAt(int index, Code expected) {
        return code == expected && firstFailure().equals(OptionalInt.of(index));
    }

    /** Whether this operation has failed so, whatever became of the others: reads are answered one by one. */
    public boolean hasFailed(int index, Code expected) {
        return results.get(index) instanceof OpResult.ErrorResult error && error.getErr() == expected.intValue();
    }

    /** The number of the operation that it failed at; none if it did not fail, or if no server has answered. */
    public OptionalInt firstFailure() {
        return IntStream.range(0, results.size())
                .filter(i ->
                        results.get(i) instanceof OpResult.ErrorResult error && error.getErr() != Code.OK.intValue())
                .findFirst();
    }
}
