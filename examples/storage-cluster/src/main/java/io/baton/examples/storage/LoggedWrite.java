// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log of writes.
 *
 * @param seq greater than that of each write that was committed before
 * @param value nothing if the entry was deleted
 * @param token that of the leadership under which the write was made
 * @param instance the instance that wrote
 */
record LoggedWrite(
        long seq, String key, @Nullable String value, long token, String instance, OffsetDateTime writtenAt) {}
