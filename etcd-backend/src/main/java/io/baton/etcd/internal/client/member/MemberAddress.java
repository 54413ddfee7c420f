// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.Endpoint;
import io.grpc.HttpConnectProxiedSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** One address of a configured endpoint: a name may have several, of one member each. */
record MemberAddress(Endpoint endpoint, SocketAddress address) {

    /** The endpoint and, if it is a name, the address. */
    @Override
    public String toString() {
        if (address instanceof HttpConnectProxiedSocketAddress proxied) {
            return endpoint + " (by the proxy " + proxied.getProxyAddress() + ")";
        }
        return endpoint.isAddress() || !(address instanceof InetSocketAddress internet)
                ? endpoint.toString()
                : endpoint + " (" + internet.getAddress().getHostAddress() + ")";
    }
}
