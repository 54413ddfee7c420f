// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.FencingToken;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.StaleTokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A resource that leaders write to, with a record of who wrote what. Thread-safe. */
public final class FencedStore {

    private static final String RESOURCE = "record";

    private final Optional<FencingGuard> guard;
    private final List<Write> accepted = new CopyOnWriteArrayList<>();
    private final List<Write> refused = new CopyOnWriteArrayList<>();

    /** One write of one leader. */
    public record Write(String writer, FencingToken token) {}

    private FencedStore(Optional<FencingGuard> guard) {
        this.guard = guard;
    }

    /** A store that checks tokens. */
    public static FencedStore guarded() {
        return new FencedStore(Optional.of(FencingGuard.inMemory()));
    }

    /** A store that checks nothing: what happens to it shows what the tokens prevent. */
    public static FencedStore unguarded() {
        return new FencedStore(Optional.empty());
    }

    /** Writes, and answers whether the write was accepted. */
    public boolean write(String writer, FencingToken token) {
        Write write = new Write(writer, token);
        try {
            guard.ifPresentOrElse(
                    check -> check.guarded(RESOURCE, token, () -> {
                        accepted.add(write);
                    }),
                    () -> accepted.add(write));
            return true;
        } catch (StaleTokenException e) {
            refused.add(write);
            return false;
        }
    }

    /** The accepted writes, in the order in which they took effect. */
    public List<Write> accepted() {
        return List.copyOf(accepted);
    }

    /** The refused writes. */
    public List<Write> refused() {
        return List.copyOf(refused);
    }

    /** The accepted writes that came after one with a greater token. */
    public List<Write> stale() {
        List<Write> stale = new ArrayList<>();
        long greatest = 0;
        for (Write write : accepted()) {
            if (write.token().value() < greatest) {
                stale.add(write);
            }
            greatest = Math.max(greatest, write.token().value());
        }
        return stale;
    }
}
