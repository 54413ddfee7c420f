// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

/**
 * A write that a client was told to be kept.
 *
 * @param seq the log's row, as the answer named it
 * @param nanos when the answer had come, by {@link System#nanoTime}
 * @param attempts how often the write was sent, the last time included
 * @param redirected whether the last attempt was sent on to the leader
 */
record AcknowledgedWrite(String key, String value, long seq, long nanos, int attempts, boolean redirected) {}
