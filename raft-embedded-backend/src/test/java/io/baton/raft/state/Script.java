// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.Candidate;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws entries as sessions, expiries and administrators would make them, late and repeated ones among them. */
final class Script {

    private static final int MOST_SESSIONS = 6;

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private final List<ElectionName> names = List.of(name("a"), name("b/c"), name("ü"));
    private long nonces;
    private long bids;

    Script(Random random) {
        this.random = random;
    }

    /** One session, with what it has sent and heard. */
    static final class Actor {
        final SessionId id;
        final Map<Long, QueuePosition> standings = new HashMap<>();
        final List<Long> tags = new ArrayList<>();
        Command.Act last;
        long numbers;
        long fence;

        Actor(SessionId id) {
            this.id = id;
            last = new Command.Act(id, 0, 0, List.of());
        }

        Command.Act act(long heardUpTo, List<Request> requests) {
            last = new Command.Act(id, ++numbers, heardUpTo, requests);
            return last;
        }
    }

    static ElectionName name(String value) {
        return new ElectionName(value);
    }

    ElectionName anyName() {
        return names.get(random.nextInt(names.size()));
    }

    List<ElectionName> names() {
        return names;
    }

    Command next(Store store) {
        int chance = random.nextInt(100);
        if (actors.isEmpty() || (actors.size() < MOST_SESSIONS && chance < 5)) {
            return new Command.Open(
                    ++nonces,
                    1_000_000_000L,
                    random.nextBoolean() ? "m1" : "",
                    new SecretDigest(random.nextLong(), nonces));
        }
        Actor actor = actors.get(random.nextInt(actors.size()));
        if (chance < 8) {
            return new Command.Expire(actor.id, actor.numbers - random.nextInt(2));
        } else if (chance < 9) {
            return new Command.Revoke(actor.id);
        } else if (chance < 10) {
            return new Command.Close(actor.id);
        } else if (chance < 14) {
            ElectionName name = anyName();
            return new Command.Remove(
                    name,
                    store.candidateQueue(name).queue().stream()
                            .skip(random.nextInt(2))
                            .findFirst()
                            .map(place -> place.orderValue())
                            .orElse(7L));
        } else if (chance < 15) {
            return new Command.RaiseLevel(FormatLevel.LATEST);
        } else if (chance < 20) {
            return actor.last;
        } else if (chance < 23) {
            return new Command.Act(actor.id, Math.max(0, actor.numbers - 2), 0, requests(actor));
        }
        return actor.act(random.nextBoolean() ? store.index() : 0, requests(actor));
    }

    /** What the actors learn from the reply. */
    void heard(Command command, Reply reply) {
        if (reply instanceof Reply.Opened opened
                && actors.stream().noneMatch(known -> known.id.equals(opened.session()))) {
            actors.add(new Actor(opened.session()));
        }
        if (!(command instanceof Command.Act act)) {
            return;
        }
        if (reply instanceof Reply.NoSession) {
            actors.removeIf(actor -> actor.id.equals(act.session()));
        } else if (reply instanceof Reply.Acted acted) {
            actors.stream().filter(actor -> actor.id.equals(act.session())).forEach(actor -> {
                for (int i = 0; i < act.requests().size(); i++) {
                    learn(actor, act.requests().get(i), acted.results().get(i));
                }
            });
        }
    }

    List<Actor> actors() {
        return actors;
    }

    private static void learn(Actor actor, Request request, Result answer) {
        long tag = request instanceof Request.Enter enter ? enter.tag() : tag(request);
        if (answer instanceof Result.Position found) {
            actor.standings.put(tag, found.position());
        } else if (answer instanceof Result.Gone) {
            actor.standings.remove(tag);
        } else if (answer instanceof Result.Fenced fenced) {
            actor.fence = fenced.fence();
        }
    }

    private static long tag(Request request) {
        if (request instanceof Request.Look look) {
            return look.tag();
        } else if (request instanceof Request.RaiseValidity raise) {
            return raise.tag();
        } else if (request instanceof Request.TakeLeadership take) {
            return take.tag();
        } else if (request instanceof Request.BidAhead ahead) {
            return ahead.tag();
        } else if (request instanceof Request.Release release) {
            return release.tag();
        }
        return 0;
    }

    private List<Request> requests(Actor actor) {
        List<Request> requests = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            requests.add(request(actor));
        }
        return requests;
    }

    private Request request(Actor actor) {
        long tag = actor.tags.isEmpty() ? 1 : actor.tags.get(random.nextInt(actor.tags.size()));
        return switch (random.nextInt(12)) {
            case 0 -> new Request.Prove(actor.fence);
            case 1, 2 -> enter(actor);
            case 3 -> new Request.Look(tag);
            case 4 -> new Request.Release(tag);
            case 5 -> new Request.Fence(actors.get(random.nextInt(actors.size())).id);
            case 6 -> new Request.ListQueue(anyName(), random.nextInt(100));
            case 7 -> new Request.RaiseFloor(names.get(random.nextInt(2)), random.nextInt(5_000));
            case 8 -> new Request.RaiseValidity(tag, version(actor, tag), 960_000_000L + random.nextInt(1_000));
            case 9 -> new Request.AskLeader(anyName());
            case 10 -> new Request.Forget(anyName());
            default -> bid(actor, tag);
        };
    }

    private Request enter(Actor actor) {
        long tag = actor.tags.size() + 1L;
        actor.tags.add(tag);
        return new Request.Enter(tag, anyName(), new Candidate("c" + tag, Map.of("x", "1", "y", "ü")));
    }

    private static long version(Actor actor, long tag) {
        QueuePosition queuePosition = actor.standings.get(tag);
        return queuePosition == null ? 0 : queuePosition.floor().version();
    }

    /** A bid for leadership as the engine makes it, or a look if it would make none. */
    private Request bid(Actor actor, long tag) {
        QueuePosition queuePosition = actor.standings.get(tag);
        if (queuePosition == null
                || queuePosition.floor().since() > queuePosition.orderValue()
                || queuePosition.leaderRecord().led() == queuePosition.orderValue()) {
            return new Request.Look(tag);
        }
        long token = queuePosition.orderValue() + queuePosition.floor().floor();
        if (token <= queuePosition.leaderRecord().token()) {
            return new Request.Look(tag);
        }
        if (queuePosition.predecessor().isPresent() && random.nextInt(4) > 0) {
            long led = queuePosition.predecessor().get().orderValue();
            return new Request.BidAhead(
                    tag, ++bids, actor.fence, queuePosition.floor().version(), led, token);
        }
        return new Request.TakeLeadership(
                tag,
                actor.fence,
                queuePosition.floor().version(),
                new Request.ExpectedLeaderRecord(
                        queuePosition.leaderRecord().led(),
                        queuePosition.leaderRecord().version(),
                        random.nextInt(3) == 0),
                token);
    }
}
