// SPDX-License-Identifier: Apache-2.0
package io.baton;

/**
 * The number of a leadership, for the resource that the leader writes to.
 *
 * <p>Each leadership's token is strictly greater than the token of every earlier leadership of the same election. A
 * resource that remembers the greatest token it has seen and refuses smaller ones is safe from a former leader that
 * does not know yet that it is one; see {@link io.baton.fencing.JdbcFence}. A token is captured at election and never
 * changes. It orders leaderships; it is not a credential, and tokens of different elections cannot be compared.
 *
 * @param value the number, greater than zero
 */
public record FencingToken(long value) implements Comparable<FencingToken> {

    public FencingToken {
        if (value <= 0) {
            throw new IllegalArgumentException("a fencing token is a number greater than zero, not " + value);
        }
    }

    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
