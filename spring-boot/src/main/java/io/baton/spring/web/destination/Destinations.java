// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.destination;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spring.connection.HttpBaseUrl;
import io.baton.spring.elections.ObservedLeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the leader of an election is, from what this process has observed, if requests may be sent there; asks no store.
 */
public final class Destinations {

    /** How long a caller is told to wait while no leader is known: the store is being asked. */
    public static final Duration SOON = Duration.ofSeconds(1);

    private static final String ATTRIBUTE = "its attribute " + HttpBaseUrl.ATTRIBUTE;

    private final Supplier<@Nullable ObservedLeaders> leaders;
    private final Function<String, Optional<Candidate>> candidates;
    private final LeaseTime lease;
    private final AllowedHosts allowed;
    private final AddressWarnings warnings = new AddressWarnings();

    /**
     * Has told nothing yet.
     *
     * @param candidates this process as a candidate in a named election
     */
    public Destinations(
            Supplier<@Nullable ObservedLeaders> leaders,
            Function<String, Optional<Candidate>> candidates,
            LeaseTime lease,
            AllowedHosts allowed) {
        this.leaders = leaders;
        this.candidates = candidates;
        this.lease = lease;
        this.allowed = allowed;
    }

    /** Where the requests go that only the leader of the election serves, while this process does not lead. */
    public Destination of(String election) {
        ObservedLeaders observed = leaders.get();
        Optional<Leader> leader = observed == null ? Optional.empty() : observed.leader(election);
        if (leader.isEmpty()) {
            return new Destination.None("No leader is known.", lease.read());
        }
        String address = leader.get().attributes().getOrDefault(HttpBaseUrl.ATTRIBUTE, "");
        return address.isBlank()
                ? new Destination.None("The leader has no address.", lease.read())
                : of(election, leader.get(), address.strip());
    }

    private Destination of(String election, Leader leader, String address) {
        HttpBaseUrl url;
        try {
            url = HttpBaseUrl.of(ATTRIBUTE, address);
        } catch (IllegalArgumentException e) {
            return notFollowed(election, address, String.valueOf(e.getMessage()));
        }
        Optional<Candidate> own = candidates.apply(election);
        if (own.flatMap(Destinations::address).filter(url::equals).isPresent()) {
            boolean hasJustLed =
                    own.map(Candidate::id).filter(leader.id()::equals).isPresent();
            return hasJustLed
                    ? new Destination.None("The leader is changing.", SOON)
                    : notFollowed(
                            election,
                            address,
                            "it is the address of this instance too; give each instance its own baton.web.advertised-url");
        }
        return allowed.contains(url)
                ? new Destination.Leader(url)
                : notFollowed(election, address, "no entry of baton.web.allowed-hosts matches its host and port");
    }

    private Destination notFollowed(String election, String address, String why) {
        warnings.warn(election, address, why);
        return new Destination.None("The address of the leader is not followed.", lease.read());
    }

    private static Optional<HttpBaseUrl> address(Candidate candidate) {
        try {
            return Optional.of(HttpBaseUrl.of(
                    ATTRIBUTE,
                    candidate
                            .attributes()
                            .getOrDefault(HttpBaseUrl.ATTRIBUTE, "")
                            .strip()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
