// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Servers behind names that can lose their addresses and get others, and behind links that can be cut. Clients know the
 * names only. Needs Linux, where the whole of 127.0.0.0/8 is this host. To be used by one thread.
 */
public final class ChaosNetwork implements AutoCloseable {

    /** Addresses of one server after the other; the first ones are left to everything else. */
    private static final int FIRST = 10;

    private static final int LAST = 250;

    private final NameFile names;
    private final List<Gateway> gateways = new ArrayList<>();

    private ChaosNetwork(Path directory) {
        names = new NameFile(directory);
    }

    /**
     * One name and one port for each server.
     *
     * @param directory for the files that hold the names
     * @param prefix what the names begin with; a number and {@code .test} follow
     */
    public static ChaosNetwork inFrontOf(List<InetSocketAddress> servers, Path directory, String prefix) {
        ChaosNetwork network = new ChaosNetwork(directory);
        for (int i = 0; i < servers.size(); i++) {
            network.gateways.add(new Gateway(name(prefix, i), FreePorts.next(), TcpProxy.to(servers.get(i))));
        }
        network.gateways.forEach(Gateway::move);
        network.tellNames();
        return network;
    }

    /** The name of one server, counted from 0. */
    public static String name(String prefix, int index) {
        return prefix + index + ".test";
    }

    /** What a certificate for all these servers names, as {@code keytool} takes it. */
    public static String subjects(String prefix, int servers) {
        List<String> subjects = new ArrayList<>(List.of("dns:localhost"));
        for (int i = 0; i < servers; i++) {
            subjects.add("dns:" + name(prefix, i));
        }
        for (int last = 1; last <= LAST; last++) {
            subjects.add("ip:127.0.0." + last);
        }
        return String.join(",", subjects);
    }

    /** What JVMs need to know the names. */
    public List<String> jvmArguments() {
        return names.jvmArguments();
    }

    /** Names with ports, as in {@code etcd-0.test:2379}. */
    public List<String> hostsAndPorts() {
        return gateways.stream()
                .map(gateway -> gateway.name + ":" + gateway.port)
                .toList();
    }

    /** How many connections were made to any of the servers. */
    public long connections() {
        return gateways.stream().mapToLong(gateway -> gateway.accepted.get()).sum();
    }

    /** Breaks all connections of now. */
    public void dropConnections() {
        gateways.forEach(gateway -> gateway.proxy.dropConnections());
    }

    /** Every server. */
    public List<ChaosFault> faults() {
        return List.of(
                ChaosFault.of("network silent", () -> gateways.forEach(gateway -> gateway.proxy.cut()), this::heal),
                ChaosFault.of(
                        "network resets",
                        () -> gateways.forEach(gateway -> {
                            gateway.proxy.refuse();
                            gateway.proxy.dropConnections();
                        }),
                        this::heal),
                ChaosFault.of("names gone", this::loseNames, this::tellNames),
                ChaosFault.moment("names moved", this::moveAll),
                ChaosFault.of("endpoint replaced by a stranger", this::replaceFirst, this::bringFirstBack));
    }

    private void heal() {
        gateways.forEach(gateway -> gateway.proxy.dropConnections());
        gateways.forEach(gateway -> gateway.proxy.heal());
    }

    private void loseNames() {
        names.tell(Map.of());
        dropConnections();
    }

    private void tellNames() {
        Map<String, String> addressByName = new TreeMap<>();
        gateways.forEach(gateway -> addressByName.put(gateway.name, gateway.address()));
        names.tell(addressByName);
    }

    private void moveAll() {
        gateways.forEach(Gateway::move);
        tellNames();
        dropConnections();
    }

    /** At the address of one server is something that accepts and says nothing. */
    private void replaceFirst() {
        Gateway replaced = gateways.get(0);
        replaced.giveToStranger();
        replaced.proxy.dropConnections();
    }

    /** The server has another address from then on, and the stranger stays where it is. */
    private void bringFirstBack() {
        gateways.get(0).move();
        tellNames();
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::close);
    }

    private static final class Gateway {

        private final String name;
        private final int port;
        private final TcpProxy proxy;
        private final AtomicLong accepted = new AtomicLong();
        private final List<Doorway> doorways = new ArrayList<>();
        private int last = FIRST - 1;

        Gateway(String name, int port, TcpProxy proxy) {
            this.name = name;
            this.port = port;
            this.proxy = proxy;
        }

        String address() {
            return "127.0.0." + last;
        }

        /** To the next address. At the old one nothing is left but a stranger. */
        void move() {
            closeDoorway();
            last = last == LAST ? FIRST : last + 1;
            doorways.add(Doorway.to(proxy, socketAddress(), accepted));
        }

        void giveToStranger() {
            closeDoorway();
            doorways.add(Doorway.ofStranger(socketAddress()));
        }

        private void closeDoorway() {
            doorways.forEach(Doorway::close);
            doorways.clear();
        }

        void close() {
            closeDoorway();
            proxy.close();
        }

        private InetSocketAddress socketAddress() {
            try {
                return new InetSocketAddress(InetAddress.getByName(address()), port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
