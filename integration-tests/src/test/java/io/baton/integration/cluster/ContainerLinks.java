// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.baton.testkit.host.HostLink;
import io.baton.testkit.host.RootCommand;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * The links of containers to the machine whose processes they are. Needs root there, and iproute2. To be used by one thread.
 */
final class ContainerLinks {

    private static final Pattern PEER = Pattern.compile("eth0@if(\\d+):");
    private static final Pattern LINK = Pattern.compile("^\\d+: (\\S+?)[@:]");

    private ContainerLinks() {}

    /** Whether anything can be dropped here; says why not. */
    static boolean canCut(GenericContainer<?> server) {
        try {
            HostLink link = of(server);
            link.cutFrom();
            link.heal();
            return true;
        } catch (IOException e) {
            System.out.println("no container is cut off, no link is cut: " + e.getMessage());
            return false;
        }
    }

    /** The link of a container that runs. */
    static HostLink of(GenericContainer<?> server) throws IOException {
        return new HostLink(inside(server), device(server), address(server));
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
    private static String device(GenericContainer<?> server) throws IOException {
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
