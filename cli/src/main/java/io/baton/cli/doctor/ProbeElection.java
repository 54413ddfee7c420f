// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An election that no other process stands in: to lead it takes all permissions that an election needs. It is forgotten again. */
final class ProbeElection implements LeadershipListener {

    static final String PREFIX = "baton-doctor-";

    private static final String AREA = "permission";
    private static final Duration LEAD_BOUND = Duration.ofSeconds(30);

    private final Baton baton;
    private final String name =
            PREFIX + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000_0000, Integer.MAX_VALUE));
    private final CompletableFuture<Optional<BatonException>> told = new CompletableFuture<>();

    ProbeElection(Baton baton) {
        this.baton = baton;
    }

    @Override
    public void onElected(Leadership leadership) {
        told.complete(Optional.empty());
    }

    @Override
    public void onRefused(BatonException why) {
        told.complete(Optional.of(why));
    }

    /** Stands until it leads or is refused, releases the place, and forgets the election. */
    Optional<Finding> stand() throws InterruptedException {
        Optional<Finding> found;
        try (LeaderElector elector = baton.elector(name)) {
            elector.listen(this);
            elector.start();
            found = outcome();
        }
        Optional<Finding> left = forget();
        return found.isPresent() ? found : left;
    }

    private Optional<Finding> forget() throws InterruptedException {
        try {
            return baton.forget(name)
                    ? Optional.empty()
                    : Optional.of(new Finding(
                            AREA,
                            "the election " + name + " of this check is still in the store: baton forget " + name));
        } catch (BatonException e) {
            return Optional.of(Finding.of(AREA, e));
        }
    }

    private Optional<Finding> outcome() throws InterruptedException {
        try {
            return told.get(LEAD_BOUND.toMillis(), TimeUnit.MILLISECONDS).map(why -> Finding.of(AREA, why));
        } catch (TimeoutException e) {
            return Optional.of(new Finding(
                    AREA,
                    "a candidate in the election " + name + " has not led within " + LEAD_BOUND.toSeconds()
                            + "s, although the store is connected: look at the load of its servers"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never fails", e);
        }
    }
}
