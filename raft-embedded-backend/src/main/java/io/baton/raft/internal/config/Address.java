// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import io.baton.spi.support.Loopback;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.protocol.RaftPeer;

/**
 * A member and where it listens.
 *
 * @param id what tells it from the other members; never used again once its disk is lost
 */
public record Address(String id, String host, int port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    /** What DNS, gRPC and certificates take, or an address. */
    private static final Pattern HOST = Pattern.compile(
            "\\[[0-9a-fA-F:.]+]|[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\\.?");

    private static final Pattern FORM = Pattern.compile("([^@\\s]+)@(\\[[0-9a-fA-F:.]+]|[^:@\\s\\[\\]]+):([0-9]{1,5})");

    public Address {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'" + id + "' cannot be the id of a member, which is also the name of its"
                            + " directory: between 1 and 64 letters, digits, dots, hyphens and underscores");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' of member '" + id + "' is no host name: it has letters,"
                    + " digits, hyphens and dots only, so no underscore. Give the machine such a name, or its address");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(port + " is not a port");
        }
    }

    public static Address parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form id@host:port");
        }
        return new Address(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    public static Address of(RaftPeer peer) {
        return parse(peer.getId() + "@" + peer.getAddress());
    }

    public String hostAndPort() {
        return host + ":" + port;
    }

    public RaftPeer toPeer() {
        return RaftPeer.newBuilder().setId(id).setAddress(hostAndPort()).build();
    }

    public boolean isLoopback() {
        return Loopback.includes(host);
    }

    @Override
    public String toString() {
        return id + "@" + hostAndPort();
    }
}
