// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.host.HostLink;
import io.baton.testkit.host.RootCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A host for each member, as network namespaces of this machine behind a bridge. What goes to or comes from one can be
 * dropped without telling the senders, as a switch does. Needs Linux, root and iproute2.
 */
public final class CutNetwork implements Members.Site, AutoCloseable {

    private static final int PORT = 7_411;
    private static final int GATEWAY = 254;

    private final String name;
    private final String subnet;

    private CutNetwork(int number) {
        name = "bt" + number;
        subnet = "10.213." + number + ".";
    }

    /** Nothing where this machine or this user cannot do it; it says why. */
    public static Optional<CutNetwork> open() {
        CutNetwork network = new CutNetwork((int) (ProcessHandle.current().pid() % 250));
        try {
            network.build();
            return Optional.of(network);
        } catch (IOException | UncheckedIOException e) {
            System.out.println("no network namespaces here, processes are frozen instead: " + e.getMessage());
            network.close();
            return Optional.empty();
        }
    }

    /** By what address the hosts reach this process. */
    String gateway() {
        return subnet + GATEWAY;
    }

    private void build() throws IOException {
        RootCommand.run("ip link add " + name + " type bridge");
        RootCommand.run("ip addr add " + gateway() + "/24 dev " + name);
        RootCommand.run("ip link set " + name + " up");
        for (String id : Members.IDS) {
            RootCommand.run("ip netns add " + space(id));
            RootCommand.run("ip link add " + link(id) + " type veth peer name eth0 netns " + space(id));
            RootCommand.run("ip link set " + link(id) + " master " + name + " up");
            RootCommand.run(inside(id) + "ip addr add " + ip(id) + "/24 dev eth0");
            RootCommand.run(inside(id) + "ip link set eth0 up");
            RootCommand.run(inside(id) + "ip link set lo up");
        }
    }

    /** Nothing reaches that host. */
    public void cutTo(String id) {
        drop(host(id)::cutTo);
    }

    /** Nothing comes from that host. */
    public void cutFrom(String id) {
        drop(host(id)::cutFrom);
    }

    /** Nothing passes between those two hosts; each reaches all others. */
    void cutBetween(String one, String other) {
        drop(() -> host(one).cutBetween(host(other)));
    }

    void healBetween(String one, String other) {
        host(one).healBetween(host(other));
    }

    public void heal(String id) {
        host(id).heal();
    }

    @Override
    public String address(String id) {
        return ip(id) + ":" + PORT;
    }

    @Override
    public List<String> through(String id) {
        return List.of(inside(id).trim().split(" "));
    }

    @Override
    public void close() {
        for (String id : Members.IDS) {
            RootCommand.attempt("ip netns del " + space(id));
            RootCommand.attempt("ip link del " + link(id));
        }
        RootCommand.attempt("ip link del " + name);
    }

    private String space(String id) {
        return name + "-" + id;
    }

    private String link(String id) {
        return name + "v" + id;
    }

    private HostLink host(String id) {
        return new HostLink(inside(id), link(id), ip(id));
    }

    private String ip(String id) {
        return subnet + (Members.IDS.indexOf(id) + 1);
    }

    private String inside(String id) {
        return "ip netns exec " + space(id) + " ";
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private static void drop(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
