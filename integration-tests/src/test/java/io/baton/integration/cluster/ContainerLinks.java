// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.baton.testkit.host.RootCommand;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * Drops what goes to and comes from containers without telling the senders, as a switch does. Needs root on the machine whose processes the
 * containers are, and iproute2. To be used by one thread.
 */
final class ContainerLinks {

    private static final String NO_CARD = "02:00:00:00:00:01";
    private static final Pattern PEER = Pattern.compile("eth0@if(\\d+):");
    private static final Pattern LINK = Pattern.compile("^\\d+: (\\S+?)[@:]");

    private ContainerLinks() {}

    /** Whether anything can be dropped here; says why not. */
    static boolean canCut(GenericContainer<?> server) {
        try {
            cutFrom(server);
            heal(server);
            return true;
        } catch (IOException e) {
            System.out.println("no container is cut off, no link is cut: " + e.getMessage());
            return false;
        }
    }

    /** Nothing comes from it. */
    static void cutFrom(GenericContainer<?> server) throws IOException {
        RootCommand.run(inside(server) + "tc qdisc replace dev eth0 root blackhole");
    }

    /** Nothing reaches it. */
    static void cutTo(GenericContainer<?> server) throws IOException {
        RootCommand.run("tc qdisc replace dev " + link(server) + " root blackhole");
    }

    static void cutOff(GenericContainer<?> server) throws IOException {
        cutFrom(server);
        cutTo(server);
    }

    /** Undoes what was dropped in both directions. */
    static void heal(GenericContainer<?> server) throws IOException {
        attempt(inside(server) + "tc qdisc del dev eth0 root");
        attempt("tc qdisc del dev " + link(server) + " root");
    }

    /** Nothing passes between these two; each reaches all others. */
    static void cutBetween(GenericContainer<?> one, GenericContainer<?> other) throws IOException {
        lose(one, other);
        lose(other, one);
    }

    static void healBetween(GenericContainer<?> one, GenericContainer<?> other) {
        find(one, other);
        find(other, one);
    }

    /** What goes there is sent to a network card that does not exist. */
    private static void lose(GenericContainer<?> from, GenericContainer<?> to) throws IOException {
        RootCommand.run(
                inside(from) + "ip neigh replace " + address(to) + " lladdr " + NO_CARD + " dev eth0 nud permanent");
    }

    private static void find(GenericContainer<?> from, GenericContainer<?> to) {
        attempt(inside(from) + "ip neigh del " + address(to) + " dev eth0");
    }

    private static void attempt(String command) {
        try {
            RootCommand.run(command);
        } catch (IOException notThere) {
            // There is nothing to undo.
        }
    }

    private static String inside(GenericContainer<?> server) {
        return "nsenter -t " + inspect(server).getState().getPidLong() + " -n ";
    }

    private static String address(GenericContainer<?> server) {
        return inspect(server)
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress();
    }

    /** What this machine calls the other end of the container's link. */
    private static String link(GenericContainer<?> server) throws IOException {
        String peer = found(PEER, RootCommand.output(inside(server) + "ip -o link show eth0"));
        for (String line : RootCommand.output("ip -o link").split("\n", -1)) {
            if (line.startsWith(peer + ": ")) {
                return found(LINK, line);
            }
        }
        throw new IOException("no link has the number " + peer);
    }

    private static String found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }

    private static InspectContainerResponse inspect(GenericContainer<?> server) {
        return DockerClientFactory.instance()
                .client()
                .inspectContainerCmd(server.getContainerId())
                .exec();
    }
}
