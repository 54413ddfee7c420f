// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import java.time.OffsetDateTime;

/**
 * The time in which one instance wrote under one token.
 *
 * @param beganAt when the database first accepted the token
 * @param confirmedAt when it last accepted the token for a confirmation of the term
 */
record Term(long token, String instance, OffsetDateTime beganAt, OffsetDateTime confirmedAt) {}
