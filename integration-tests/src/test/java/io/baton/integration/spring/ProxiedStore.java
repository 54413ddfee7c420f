// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.zookeeper.server.TestServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One server, which each application reaches through a proxy of its own. */
final class ProxiedStore implements Store {

    private final String backend;
    private final String key;
    private final String scheme;
    private final List<TcpProxy> links;
    private final Runnable stop;

    private ProxiedStore(String backend, String key, String scheme, InetSocketAddress server, Runnable stop) {
        this.backend = backend;
        this.key = key;
        this.scheme = scheme;
        this.stop = stop;
        links = Stream.generate(() -> TcpProxy.to(server)).limit(JobGroup.SLOTS).toList();
    }

    static ProxiedStore zooKeeper() throws InterruptedException {
        TestServer server = TestServer.start();
        return new ProxiedStore("zookeeper", "connect-string", "", server.address(), server::close);
    }

    static ProxiedStore etcd() throws InterruptedException {
        EtcdServer server = EtcdServer.start();
        return new ProxiedStore("etcd", "endpoints", "http://", server.address(), server::close);
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public List<String> arguments(int slot) {
        String address = scheme + "127.0.0.1:" + links.get(slot).port();
        return List.of("--baton." + backend + "." + key + "=" + address);
    }

    @Override
    public List<String> through(int slot) {
        return List.of();
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    @Override
    public void cut(int slot, JobGroup group) {
        links.get(slot).cut();
    }

    @Override
    public void heal(int slot, JobGroup group) {
        // What was held back would be answered as if it had just been asked.
        links.get(slot).dropConnections();
        links.get(slot).heal();
    }

    @Override
    public void close() {
        links.forEach(TcpProxy::close);
        stop.run();
    }
}
