// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.List;

/** One round over the addresses of all members, as they were looked up for the round. The addresses are tried in turn. */
final class MemberRound {

    private final ChannelFactory channelFactory;
    private final MemberAddresses addresses;
    private final Strand strand;
    private List<EndpointConnection> members = List.of();
    private int present;
    private int failures;

    MemberRound(ChannelFactory channelFactory, MemberAddresses addresses, Strand strand) {
        this.channelFactory = channelFactory;
        this.addresses = addresses;
        this.strand = strand;
    }

    /** Looks the addresses of the next round up; calls back when that is done, at the latest after a while. */
    void lookUp(Duration atMost, Runnable then) {
        addresses.refresh(atMost, then);
    }

    /** Begins with the addresses that were found. */
    void begin() {
        members = addresses.all().stream()
                .map(address -> new EndpointConnection(address, channelFactory, strand))
                .toList();
        present = 0;
    }

    /** Whether no address was found. */
    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Why no address was found. */
    Exception lookupFailure() {
        return addresses.lookupFailure();
    }

    /** The member whose turn it is. Only while there is one. */
    EndpointConnection member() {
        return members.get(present);
    }

    /**
     * The present member has failed: goes on with the next one.
     *
     * @return whether all have failed, one after the other, since one was of use
     */
    boolean next() {
        member().close();
        present = (present + 1) % members.size();
        failures++;
        return failures >= members.size();
    }

    /** What has failed before does not count any more. */
    void forgetFailures() {
        failures = 0;
    }

    void close() {
        addresses.close();
        members.forEach(EndpointConnection::close);
    }
}
