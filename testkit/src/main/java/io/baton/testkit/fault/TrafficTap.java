// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.nio.ByteBuffer;

/**
 * Sees what passes through a {@link TcpProxy}, in one order for all connections, on the proxy's thread.
 *
 * <p>It may command the proxy, and what it commands holds for the bytes that it is being shown: a cut keeps them back,
 * dropped connections take them with them. So the reply to a request that took effect can be lost on purpose. It may
 * also overwrite the bytes that it is shown; what it has written is passed on.
 */
public interface TrafficTap {

    /** Sees nothing. */
    TrafficTap NONE = new TrafficTap() {};

    /** Bytes of a client, about to be passed on to the target. Connections are numbered from 1. */
    default void request(long connection, ByteBuffer bytes) {}

    /** Bytes of the target, about to be passed on to the client. */
    default void reply(long connection, ByteBuffer bytes) {}

    /** Nothing more of this connection will be shown. */
    default void closed(long connection) {}
}
