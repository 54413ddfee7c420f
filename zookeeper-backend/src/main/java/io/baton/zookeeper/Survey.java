// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.Standing;
import io.baton.spi.Standing.Predecessor;
import io.baton.spi.StoredText;
import io.baton.spi.support.Answer;
import io.baton.zookeeper.Wire.Listed;
import io.baton.zookeeper.Wire.Read;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Where a candidacy stands. The queue is listed on entry and when its end could be near; in between only the two places
 * before the own one are looked at, so that waiting costs the same in every queue.
 */
final class Survey {

    private final Place place;
    private boolean listed;
    private boolean told;
    private List<QueueNode> before = List.of();
    private @Nullable Watched nearest;
    private Optional<SignWatches.Interest> interest = Optional.empty();

    Survey(Place place) {
        this.place = place;
    }

    /** Goes on with what was read together with the entry. */
    void begin(Link link, Answer answer, Listed children, Records.Pair records) {
        place.watch(link);
        arrange(link, answer, children, records);
    }

    void look(Link link, Answer answer) {
        place.watch(link);
        if (listed) {
            Records.read(link, place.election(), records -> inspect(link, answer, records));
        } else {
            list(link, answer);
        }
    }

    void reconnected(Link link) {
        if (nearest != null && nearest.unwatched) {
            nearest.watch(link);
        }
    }

    /** Gives up what is watched on behalf of the candidacy. */
    void end(Link link) {
        unwatch(link);
        interest.ifPresent(SignWatches.Interest::end);
        interest = Optional.empty();
    }

    private void list(Link link, Answer answer) {
        Listed[] children = new Listed[1];
        place.session()
                .listings()
                .list(
                        link,
                        link.layout().queue(place.election()),
                        names -> children[0] = names,
                        () -> Records.read(
                                link, place.election(), records -> arrange(link, answer, children[0], records)));
    }

    private void arrange(Link link, Answer answer, Listed children, Records.Pair records) {
        if (!answer.isOpen()) {
            return;
        }
        String queue = link.layout().queue(place.election());
        if (children.refusal().isPresent()) {
            refuse(link, answer, children.refusal().get());
            return;
        }
        if (children.code() == Code.NONODE) {
            place.nodeGone();
            return;
        }
        if (children.code() != Code.OK) {
            place.failed(answer, children.code(), queue);
            return;
        }
        List<QueueNode> all = QueueNode.queue(
                children.names(), stranger -> place.session().roster().skip(queue + "/" + stranger));
        int own = place.node().map(all::indexOf).orElse(-1);
        if (own < 0) {
            place.nodeGone();
            return;
        }
        before = all.subList(0, own).stream()
                .filter(node -> !place.session().roster().isSkipped(queue + "/" + node.name()))
                .toList();
        listed = true;
        inspect(link, answer, records);
    }

    private void inspect(Link link, Answer answer, Records.Pair records) {
        if (!answer.isOpen()) {
            return;
        }
        if (before.isEmpty()) {
            unwatch(link);
            conclude(link, answer, records, Optional.empty());
            return;
        }
        QueueNode last = before.get(before.size() - 1);
        if (nearest == null || !nearest.node.equals(last)) {
            unwatch(link);
            nearest = new Watched(link, last);
        }
        Watched asked = nearest;
        Read[] further = new Read[1];
        if (before.size() > 1) {
            link.wire().exists(path(link, before.get(before.size() - 2)), null, read -> further[0] = read);
        }
        link.wire().readAndWatch(path(link, last), asked.watcher, read -> {
            asked.heard(read.code());
            judge(link, answer, records, new Pair(asked, read, Optional.ofNullable(further[0])));
        });
    }

    private void judge(Link link, Answer answer, Records.Pair records, Pair seen) {
        if (!answer.isOpen()) {
            return;
        }
        Code further = seen.further().map(Read::code).orElse(Code.OK);
        if (seen.nearest().code() == Code.NONODE || further == Code.NONODE || seen.asked().gone) {
            list(link, answer);
        } else if (seen.nearest().code() != Code.OK) {
            place.failed(answer, seen.nearest().code(), path(link, seen.asked().node));
        } else if (further != Code.OK) {
            place.failed(answer, further, path(link, seen.asked().node));
        } else if (isStranger(seen.nearest())) {
            skip(link, seen.asked().node);
            inspect(link, answer, records);
        } else if (seen.further().filter(Survey::isStranger).isPresent()) {
            skip(link, before.get(before.size() - 2));
            inspect(link, answer, records);
        } else {
            conclude(link, answer, records, Optional.of(predecessor(seen)));
        }
    }

    private Predecessor predecessor(Pair seen) {
        Read read = seen.nearest();
        return new Predecessor(
                read.requireStat().getCzxid(),
                StoredText.session(read.data())
                        .orElseGet(() -> Long.toHexString(read.requireStat().getEphemeralOwner())),
                seen.further().isEmpty());
    }

    private void conclude(Link link, Answer answer, Records.Pair pair, Optional<Predecessor> predecessor) {
        Watched named = nearest;
        new Records(link, place.election(), place.session().validityNanos(), new Records.Reader() {
                    @Override
                    public void read(FloorRecord floor, OfficeRecord office) {
                        if (named != null && named.gone) {
                            list(link, answer);
                        } else {
                            tell(answer, new Standing(place.orderValue(), predecessor, floor, office));
                        }
                    }

                    @Override
                    public void refused(Throwable cause) {
                        refuse(link, answer, cause);
                    }

                    @Override
                    public void failed(Code code, String path) {
                        place.failed(answer, code, path);
                    }
                })
                .settle(pair);
    }

    private void tell(Answer answer, Standing standing) {
        if (!answer.isOpen()) {
            return;
        }
        if (nearest != null) {
            nearest.told = true;
        }
        told = true;
        answer.give(to -> to.standing(standing));
        standing.predecessor()
                .map(Predecessor::session)
                .filter(SessionName::isOne)
                .ifPresent(this::watchSigns);
    }

    // Kept when no candidate stands before any more: the end of the last leader's session may still have to be seen.
    private void watchSigns(String session) {
        Optional<SignWatches.Interest> old = interest;
        interest = place.session().signs().map(signs -> signs.watch(session));
        old.ifPresent(SignWatches.Interest::end);
    }

    private void refuse(Link link, Answer answer, Throwable cause) {
        if (told) {
            answer.give(to -> to.refused(cause));
        } else {
            place.refuse(link, answer, cause);
        }
    }

    private void skip(Link link, QueueNode stranger) {
        place.session().roster().skip(path(link, stranger));
        before = before.stream().filter(node -> !node.equals(stranger)).toList();
    }

    private static boolean isStranger(Read read) {
        return read.requireStat().getEphemeralOwner() == 0;
    }

    private String path(Link link, QueueNode node) {
        return link.layout().queue(place.election()) + "/" + node.name();
    }

    private void unwatch(Link link) {
        if (nearest != null && !nearest.gone) {
            link.wire().removeWatch(path(link, nearest.node), nearest.watcher);
        }
        nearest = null;
    }

    /** What was read of the places before the own one. */
    private record Pair(Watched asked, Read nearest, Optional<Read> further) {}

    /** The nearest predecessor. */
    private final class Watched {

        private final QueueNode node;
        private final Watcher watcher;
        private boolean told;
        private boolean gone;
        private boolean unwatched = true;

        Watched(Link link, QueueNode node) {
            this.node = node;
            watcher = link.wire().watcher(event -> onEvent(link, event));
        }

        void watch(Link link) {
            unwatched = true;
            link.wire().readAndWatch(path(link, node), watcher, read -> heard(read.code()));
        }

        void heard(Code code) {
            if (code == Code.OK) {
                unwatched = false;
            } else if (code == Code.NONODE) {
                nodeGone();
            }
        }

        private void onEvent(Link link, EventType event) {
            if (event == EventType.NodeDeleted) {
                nodeGone();
            } else if (nearest == this) {
                watch(link);
            }
        }

        private void nodeGone() {
            if (gone || nearest != this) {
                return;
            }
            gone = true;
            listed = false;
            if (told && !place.isGone() && !place.session().isOver()) {
                place.facts().predecessorGone();
            }
        }
    }
}
