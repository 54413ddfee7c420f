// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.AddressLookup;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.etcd.internal.client.settings.Endpoint;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of all endpoints. Names are looked up again for each round of attempts; what was found last counts for a name
 * that cannot be looked up now.
 */
public final class MemberAddresses {

    private final ClientSettings clientSettings;
    private final Strand strand;
    private final BlockingWork work;
    private final Set<Endpoint> asked = new HashSet<>();
    private Optional<Exception> lookupFailure = Optional.empty();
    private Runnable then = () -> {};
    private Strand.Timer bound = () -> {};

    public MemberAddresses(ClientSettings clientSettings, Strand strand, BlockingWork work) {
        this.clientSettings = clientSettings;
        this.strand = strand;
        this.work = work;
    }

    /** Calls back when all names were looked up, at the latest after a while. Ends what an earlier call waits for. */
    void refresh(Duration atMost, Runnable whenDone) {
        bound.cancel();
        then = whenDone;
        bound = strand.later(atMost, this::finish);
        clientSettings.endpoints().forEach(this::lookUp);
        if (asked.isEmpty()) {
            finish();
        }
    }

    /** In the order of the endpoints, the addresses of each in random order: the processes of a fleet shall not all begin with the same one. */
    List<MemberAddress> all() {
        List<MemberAddress> all = new ArrayList<>();
        for (Endpoint endpoint : clientSettings.endpoints()) {
            List<SocketAddress> own =
                    new ArrayList<>(clientSettings.lastAddresses().of(endpoint));
            Collections.shuffle(own);
            for (SocketAddress address : own) {
                all.add(new MemberAddress(endpoint, address));
            }
        }
        return List.copyOf(all);
    }

    /** Why an endpoint has no address. */
    Exception lookupFailure() {
        return lookupFailure.orElseGet(() -> new IOException("no address was found in time for " + asked
                + ": see baton.etcd.endpoints and the resolver of this host"));
    }

    void close() {
        bound.cancel();
        then = () -> {};
    }

    private void lookUp(Endpoint endpoint) {
        AddressLookup lookup = clientSettings.route().lookup();
        if (lookup.isImmediate(endpoint)) {
            try {
                clientSettings.lastAddresses().found(endpoint, lookup.addresses(endpoint));
            } catch (IOException e) {
                failed(endpoint, e);
            }
        } else if (asked.add(endpoint)) {
            work.run(() -> lookup.addresses(endpoint), new Answer(endpoint));
        }
    }

    private void failed(Endpoint endpoint, Throwable cause) {
        lookupFailure = Optional.of(new IOException(
                "no address was found for " + endpoint + ", which baton.etcd.endpoints names: " + cause, cause));
    }

    private void finish() {
        bound.cancel();
        Runnable told = then;
        then = () -> {};
        told.run();
    }

    private final class Answer implements BlockingWork.Outcome<List<SocketAddress>> {

        private final Endpoint endpoint;

        Answer(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void done(List<SocketAddress> addresses) {
            clientSettings.lastAddresses().found(endpoint, addresses);
            answered();
        }

        @Override
        public void failed(Throwable cause) {
            MemberAddresses.this.failed(endpoint, cause);
            answered();
        }

        private void answered() {
            asked.remove(endpoint);
            if (asked.isEmpty()) {
                finish();
            }
        }
    }
}
