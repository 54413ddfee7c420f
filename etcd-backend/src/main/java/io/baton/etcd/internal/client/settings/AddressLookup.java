// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import io.grpc.HttpConnectProxiedSocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the addresses of an endpoint, in the order of the JDK's resolver. May block for as long as the system's resolver does.
 *
 * @param proxy whether a proxy that the JVM has for HTTPS takes the connection; it looks the name up itself then
 */
public record AddressLookup(boolean proxy) {

    /**
     * Looks the addresses up.
     *
     * @throws UnknownHostException if there is none
     */
    public List<SocketAddress> addresses(Endpoint endpoint) throws IOException {
        Optional<SocketAddress> through = proxy ? proxied(endpoint) : Optional.empty();
        if (through.isPresent()) {
            return List.of(through.get());
        }
        List<SocketAddress> found = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
            found.add(new InetSocketAddress(nameless(address), endpoint.port()));
        }
        return List.copyOf(found);
    }

    /** Whether nothing has to be asked, so that it cannot block. */
    public boolean isImmediate(Endpoint endpoint) {
        return !proxy && endpoint.isAddress();
    }

    private static Optional<SocketAddress> proxied(Endpoint endpoint) throws IOException {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        URI target = URI.create("https://" + endpoint.authority().orElse(endpoint.hostAndPort()));
        Optional<InetSocketAddress> through = selector.select(target).stream()
                .filter(each -> each.type() == Proxy.Type.HTTP && each.address() instanceof InetSocketAddress)
                .map(each -> (InetSocketAddress) each.address())
                .findFirst();
        if (through.isEmpty()) {
            return Optional.empty();
        }
        InetAddress host = InetAddress.getByName(through.get().getHostString());
        return Optional.of(HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()))
                .setProxyAddress(new InetSocketAddress(host, through.get().getPort()))
                .build());
    }

    // gRPC refuses a name that is none of DNS, such as one with an underscore.
    private static InetAddress nameless(InetAddress address) throws UnknownHostException {
        return address instanceof Inet6Address scoped && scoped.getScopeId() != 0
                ? Inet6Address.getByAddress(null, scoped.getAddress(), scoped.getScopeId())
                : InetAddress.getByAddress(address.getAddress());
    }
}
