// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where applications elect: a server, or their own group; with a network to each application that can be cut. */
interface Store extends AutoCloseable {

    /** What the application in that slot is told, with what it elects by. */
    List<String> arguments(int slot);

    /** Of Baton: the backend, the lease duration, and what else the backend needs. */
    static List<String> baton(String backend, String... more) {
        List<String> all = new ArrayList<>(
                List.of("--baton.backend=" + backend, "--baton.lease-duration=" + JobGroup.LEASE.toSeconds() + "s"));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** The command that the application in that slot is run by, or nothing. */
    List<String> through(int slot);

    /** How long after an application has started the others can be lost without a longer outage. */
    Duration settling();

    /** Nothing passes any more between the application in that slot and what decides elections; neither is told. */
    void cut(int slot, JobGroup group) throws InterruptedException;

    /** Ends the cut. */
    void heal(int slot, JobGroup group) throws InterruptedException;

    @Override
    void close();
}
