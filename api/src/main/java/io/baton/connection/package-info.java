// SPDX-License-Identifier: Apache-2.0
/**
 * What a connection tells of its session in the store: {@link io.baton.connection.ConnectionListener} hears the changes, {@link
 * io.baton.connection.SessionStatus} is the session as it is now. Neither says who leads.
 */
@NullMarked
package io.baton.connection;

import org.jspecify.annotations.NullMarked;
