// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.host;

import java.io.IOException;

/**
 * The link between this machine and a host that is a network namespace on it. Drops packets without telling their senders, as a
 * switch does. Needs root and iproute2. Immutable; what is dropped is the state of the machine.
 *
 * @param inside what a command begins with that runs inside the host, with a space at its end
 * @param device what this machine calls its own end; the host calls the other end eth0
 * @param address the host's address
 */
public record HostLink(String inside, String device, String address) {

    private static final String NO_CARD = "02:00:00:00:00:01";

    /** Nothing comes from the host. */
    public void cutFrom() throws IOException {
        RootCommand.run(inside + "tc qdisc replace dev eth0 root blackhole");
    }

    /** Nothing reaches the host. */
    public void cutTo() throws IOException {
        RootCommand.run("tc qdisc replace dev " + device + " root blackhole");
    }

    /** Nothing passes in either direction. */
    public void cutOff() throws IOException {
        cutFrom();
        cutTo();
    }

    /** Undoes {@link #cutFrom}, {@link #cutTo} and {@link #cutOff}. */
    public void heal() {
        RootCommand.attempt(inside + "tc qdisc del dev eth0 root");
        RootCommand.attempt("tc qdisc del dev " + device + " root");
    }

    /** Nothing passes between the two hosts; each reaches all others. */
    public void cutBetween(HostLink other) throws IOException {
        misdirect(other);
        other.misdirect(this);
    }

    /** Undoes {@link #cutBetween}. */
    public void healBetween(HostLink other) {
        redirect(other);
        other.redirect(this);
    }

    /** What goes there is sent to a network card that does not exist. */
    private void misdirect(HostLink other) throws IOException {
        RootCommand.run(
                inside + "ip neigh replace " + other.address + " lladdr " + NO_CARD + " dev eth0 nud permanent");
    }

    private void redirect(HostLink other) {
        RootCommand.attempt(inside + "ip neigh del " + other.address + " dev eth0");
    }
}
