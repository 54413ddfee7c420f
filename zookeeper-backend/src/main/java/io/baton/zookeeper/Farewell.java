// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.Strand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException.Code;

/** Takes everything of a session out of the store while the ZooKeeper session goes on, which is somebody else's. */
final class Farewell {

    private final Client client;
    private final Link link;
    private final List<Place> places;
    private final Runnable done;
    private int pending;
    private boolean over;

    Farewell(Client client, Link link, List<Place> places, Runnable done) {
        this.client = client;
        this.link = link;
        this.places = places;
        this.done = done;
    }

    void begin() {
        Strand.Timer bound = link.strand().later(link.request().requestTimeout(), () -> finish());
        link.wire().removeAllWatches(link.ownFence());
        link.wire().ephemerals(link.layout().root(), own -> {
            List<String> paths = new ArrayList<>(own.code() == Code.OK ? candidates(own.names()) : known());
            paths.add(link.ownFence());
            paths.add(link.ownSign());
            pending = paths.size();
            paths.forEach(path -> link.wire().delete(path, code -> deleted(path, code, bound)));
        });
    }

    private void deleted(String path, Code code, Strand.Timer bound) {
        if (code != Code.OK && code != Code.NONODE && code != Code.SESSIONEXPIRED) {
            client.deleteLater(path);
        }
        pending--;
        if (pending == 0) {
            bound.cancel();
            finish();
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            done.run();
        }
    }

    /** Also those whose creation was never answered. */
    private List<String> candidates(List<String> own) {
        Set<String> prefixes =
                places.stream().map(place -> QueueNode.prefix(place.tag())).collect(Collectors.toSet());
        int chroot = client.chroot().length();
        return own.stream()
                .filter(path -> prefixes.stream()
                        .anyMatch(prefix -> QueueNode.nameOf(path).startsWith(prefix)))
                .map(path -> path.substring(chroot))
                .toList();
    }

    private List<String> known() {
        return places.stream()
                .filter(place -> place.node().isPresent())
                .map(place -> place.path(link))
                .toList();
    }
}
