// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.spi.support.Loopback;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where this process takes connections of other members and of clients, which may be another address than the one that they
 * connect to.
 *
 * @param host a name or an address of this machine, or that of all its addresses
 */
public record ListenAddress(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:@\\s\\[\\]]*):([0-9]{1,5})");
    private static final Pattern SYSTEM_ERROR = Pattern.compile(".*failed with error\\(-?[0-9]+\\): (.*)");
    private static final String ALL = "0.0.0.0";
    private static final Set<String> WILDCARDS = Set.of(ALL, "[::]", "[::0]", "[0:0:0:0:0:0:0:0]");

    public ListenAddress {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(port + " is not a port");
        }
    }

    /**
     * Reads an address from configuration.
     *
     * @throws IllegalArgumentException if the text is not of the form {@code host:port} or {@code :port}
     */
    public static ListenAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form host:port");
        }
        String host = parts.group(1);
        return new ListenAddress(host.isEmpty() || host.equals("*") ? ALL : host, Integer.parseInt(parts.group(2)));
    }

    public boolean isLoopback() {
        return Loopback.includes(host);
    }

    /** Whether on all addresses that this machine has. */
    boolean isWildcard() {
        return WILDCARDS.contains(host);
    }

    /** As Ratis takes it. */
    String plainHost() {
        return host.replaceAll("[\\[\\]]", "");
    }

    /** Why nothing can listen here, in words that say what to do. */
    public String explain(Throwable failure) {
        boolean isUnknown = ExceptionText.chain(failure).anyMatch(UnresolvedAddressException.class::isInstance);
        return "cannot listen on " + this + ": " + (isUnknown ? "the name cannot be resolved" : reason(failure))
                + ". Free the port, correct baton.raft.members, or set baton.raft.listen if the others reach this member by"
                + " an address that is not this machine's";
    }

    /** What the operating system has said. */
    private static String reason(Throwable failure) {
        String last = ExceptionText.chain(failure)
                .map(cause -> String.valueOf(cause.getMessage()))
                .reduce("", (before, message) -> message);
        Matcher system = SYSTEM_ERROR.matcher(last);
        return system.matches() ? system.group(1) : last;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
