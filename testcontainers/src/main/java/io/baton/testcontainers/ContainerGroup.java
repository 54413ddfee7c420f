// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.lifecycle.Startables;

/**
 * Containers that start together on a network of their own. Each has a port of this host that it keeps, so that one that is killed comes back
 * where its clients look for it.
 */
final class ContainerGroup<C extends GenericContainer<C>> implements Startable {

    static final int THREE = 3;

    private static final int LAST_LINES = 20;

    private final Network network;
    private final List<C> containers;

    ContainerGroup(Network network, List<C> containers) {
        this.network = network;
        this.containers = List.copyOf(containers);
    }

    /** Ports of this host that were free a moment ago, all different. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets =
                IntStream.range(0, count).mapToObj(i -> bound()).toList();
        try {
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(ContainerGroup::close);
        }
    }

    /** The names of the containers on their network: the prefix with a number. */
    static List<String> names(String prefix, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a group of " + count + " containers; it must be 1 at least");
        }
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    /** Publishes a container's port as that one of this host. */
    static String binding(int hostPort, int containerPort) {
        return hostPort + ":" + containerPort;
    }

    Network network() {
        return network;
    }

    List<C> containers() {
        return containers;
    }

    @Override
    public void start() {
        try {
            Startables.deepStart(containers).join();
        } catch (RuntimeException | Error failed) {
            try {
                throw new ContainerLaunchException(
                        "the containers have not started; each said at last:" + lastLines(), failed);
            } finally {
                stop();
            }
        }
    }

    @Override
    public void stop() {
        containers.forEach(GenericContainer::stop);
        network.close();
    }

    /** Often another container of the group than the one that is waited for says what is missing. */
    private String lastLines() {
        StringBuilder said = new StringBuilder();
        for (C container : containers) {
            if (container.getContainerId() != null) {
                said.append("\n-- ").append(container.getContainerId()).append('\n');
                said.append(lastLines(container));
            }
        }
        return said.toString();
    }

    private static String lastLines(GenericContainer<?> container) {
        try {
            List<String> lines = container.getLogs().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (RuntimeException unread) {
            return "its log cannot be read: " + unread;
        }
    }

    private static ServerSocket bound() {
        try {
            return new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
