// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.spi.StoredText;
import io.baton.spi.support.Answer;
import io.baton.zookeeper.Wire.Created;
import io.baton.zookeeper.Wire.Listed;
import io.baton.zookeeper.Wire.Read;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/** How a candidacy comes into the queue, and how it is found there when the reply was lost. */
final class Entrance {

    /** Beyond this the server's 32 bits are close to their end, where new nodes sort before old ones (ZOOKEEPER-4706). */
    private static final long LAST_SEQUENCE = Integer.MAX_VALUE - 1_000_000L;

    private final Place place;
    private final Survey survey;
    private final Candidate candidate;
    private long newestBefore;
    private boolean admitted;

    Entrance(Place place, Survey survey, Candidate candidate) {
        this.place = place;
        this.survey = survey;
        this.candidate = candidate;
    }

    void enter(Link link, Answer answer) {
        newestBefore = place.session().memory().newest();
        Attempt attempt = new Attempt(link, answer);
        String queue = link.layout().queue(place.election());
        String path = queue + "/" + QueueNode.prefix(place.tag());
        byte[] data = StoredText.candidate(candidate, link.session());
        Listings listings = place.session().listings();
        link.create(path, data, CreateMode.EPHEMERAL_SEQUENTIAL, attempt::created);
        if (listings.isKnownToBeSmall(link, queue)) {
            listings.list(link, queue, listed -> attempt.listed = Optional.of(listed), () -> {});
        } else {
            link.wire().exists(queue, null, read -> attempt.counted(queue, read));
        }
        Records.read(link, place.election(), attempt::read);
    }

    /** Finds the own node, or makes sure that there is none. */
    void find(Link link, Answer answer, Runnable found) {
        Optional<QueueNode> known = place.node();
        if (known.isPresent()) {
            admit(link, answer, known.get(), found);
            return;
        }
        // Whatever was sent before is carried out before; what an earlier connection has left unread, the store
        // refuses.
        link.wire().multi(link.barrier(), barrier -> {
            if (barrier.code() == Code.NONODE) {
                place.session().lost("its fence node was deleted");
            } else if (barrier.code() != Code.OK) {
                place.failed(answer, barrier.code(), link.ownFence());
            }
        });
        String prefix = link.layout().queue(place.election()) + "/" + QueueNode.prefix(place.tag());
        link.wire().ephemerals(prefix, own -> {
            if (!answer.isOpen()) {
                return;
            }
            Optional<QueueNode> node = QueueNode.tagged(own.names().stream(), place.tag());
            if (own.code() != Code.OK) {
                place.failed(answer, own.code(), prefix);
            } else if (node.isEmpty()) {
                place.nodeGone();
            } else {
                adopt(link, answer, node.get(), found);
            }
        });
    }

    private void adopt(Link link, Answer answer, QueueNode node, Runnable found) {
        String path = link.layout().queue(place.election()) + "/" + node.name();
        link.wire().exists(path, null, read -> {
            if (read.code() == Code.NONODE) {
                place.nodeGone();
            } else if (read.code() != Code.OK) {
                place.failed(answer, read.code(), path);
            } else {
                place.found(node, read.requireStat().getCzxid());
                admit(link, answer, node, found);
            }
        });
    }

    private void admit(Link link, Answer answer, QueueNode node, Runnable then) {
        if (admitted) {
            then.run();
        } else if (node.sequence() > LAST_SEQUENCE) {
            place.refuse(
                    link,
                    answer,
                    new IllegalStateException(
                            "the election's directory " + link.layout().queue(place.election())
                                    + " has used up its sequence numbers. Stop all candidates of the election, delete the"
                                    + " directory and start them again; the tokens go on rising"));
        } else if (place.orderValue() <= newestBefore) {
            place.refuse(
                    link,
                    answer,
                    new IllegalStateException("the order values of the store have gone back: this connection has seen "
                            + newestBefore + ", and now gets " + place.orderValue()
                            + ". It was restored or replaced. Raise the token floor of every election above the"
                            + " greatest token ever used, then restart this process"));
        } else {
            admitted = true;
            place.session().memory().saw(place.orderValue());
            then.run();
        }
    }

    /** One create with what is read behind it, sent together. */
    private final class Attempt {

        private final Link link;
        private final Answer answer;
        private Created created = new Created(Code.SYSTEMERROR, "", null);
        private Optional<Listed> listed = Optional.empty();

        Attempt(Link link, Answer answer) {
            this.link = link;
            this.answer = answer;
        }

        void created(Created result) {
            created = result;
            Stat stat = result.stat();
            if (result.code() == Code.OK && stat != null && !place.isGone()) {
                QueueNode.parse(QueueNode.nameOf(result.path())).ifPresent(node -> place.found(node, stat.getCzxid()));
            }
        }

        void read(Records.Pair records) {
            if (!answer.isOpen()) {
                return;
            }
            if (created.code() == Code.NONODE) {
                makeQueue();
            } else if (Trouble.isRefusal(created.code())) {
                place.refuse(
                        link, answer, Trouble.of(created.code(), link.layout().queue(place.election())));
            } else if (created.code() != Code.OK) {
                place.failed(answer, created.code(), link.layout().queue(place.election()));
            } else {
                QueueNode node = place.node().orElseThrow(() -> unreadable(created.path()));
                admit(link, answer, node, () -> survey(records));
            }
        }

        private void survey(Records.Pair records) {
            listed.ifPresentOrElse(
                    children -> survey.begin(link, answer, children, records), () -> survey.look(link, answer));
        }

        /** Who stands alone need not list. */
        private void counted(String queue, Read read) {
            if (read.code() == Code.OK) {
                int children = read.requireStat().getNumChildren();
                place.session().listings().counted(queue, children);
                place.node()
                        .filter(own -> children == 1)
                        .ifPresent(own -> listed = Optional.of(new Listed(Code.OK, List.of(own.name()))));
            }
        }

        private IllegalStateException unreadable(String path) {
            return new IllegalStateException(
                    "the server has made a node with a name that it was not asked for: " + path);
        }

        // A container goes when it is empty, as under a LeaderLatch; only the records have to stay.
        private void makeQueue() {
            String queue = link.layout().queue(place.election());
            link.create(queue, new byte[0], CreateMode.CONTAINER, made -> {
                if (!answer.isOpen()) {
                    return;
                }
                if (made.code() == Code.OK || made.code() == Code.NODEEXISTS) {
                    enter(link, answer);
                } else if (made.code() == Code.NONODE) {
                    Parents.create(link, () -> enter(link, answer), code -> place.failed(answer, code, queue));
                } else if (Trouble.isRefusal(made.code())) {
                    place.refuse(link, answer, Trouble.of(made.code(), queue));
                } else {
                    place.failed(answer, made.code(), queue);
                }
            });
        }
    }
}
