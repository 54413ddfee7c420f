// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import java.util.List;
import java.util.Optional;

/** The requests of one entry of a session. When an entry is repeated, nothing is written: the answers say what is there. */
final class RequestHandler {

    private static final int MOST_CANDIDACIES = 10_000;

    /** gRPC takes messages of 4 MiB. */
    private static final int MOST_ANSWERED_BYTES = 2 * 1024 * 1024;

    /** Each member has all queues in its memory, and writes them into one snapshot. */
    private static final long MOST_QUEUED_BYTES = 32L * 1024 * 1024;

    /** A proof must not wait long for the pages that are in the same answer. */
    private static final int MOST_LISTED_BYTES = 256 * 1024;

    private final Store store;
    private final Session session;
    private final Affected affected;
    private final boolean repeated;
    private long answeredBytes;
    private long listedBytes;

    RequestHandler(Store store, Session session, Affected affected, boolean repeated) {
        this.store = store;
        this.session = session;
        this.affected = affected;
        this.repeated = repeated;
    }

    Result answer(Request request) {
        if (request instanceof Request.Prove prove) {
            return prove.fence() == session.fence ? new Result.Done() : new Result.Fenced(session.fence);
        } else if (request instanceof Request.Enter enter) {
            return enter(enter);
        } else if (request instanceof Request.Look look) {
            return look(look.tag());
        } else if (request instanceof Request.RaiseValidity raise) {
            return raiseValidity(raise);
        } else if (request instanceof Request.TakeLeadership take) {
            return takeLeadership(take);
        } else if (request instanceof Request.Fence fence) {
            return fence(fence);
        } else if (request instanceof Request.Release release) {
            return release(release);
        } else if (request instanceof Request.ListQueue list) {
            return list(list);
        } else if (request instanceof Request.RaiseFloor raise) {
            return raiseFloor(raise);
        } else if (request instanceof Request.BidAhead ahead) {
            return bidAhead(ahead);
        } else if (request instanceof Request.AskLeader ask) {
            return leader(ask.election());
        } else if (request instanceof Request.Forget forget) {
            return forget(forget.election());
        }
        throw new IllegalArgumentException("not a request: " + request);
    }

    private Result enter(Request.Enter enter) {
        if (!repeated && enter.tag() > session.lastTag) {
            if (session.candidacies.size() >= MOST_CANDIDACIES) {
                return new Result.Refused("session " + session.id + " stands in " + session.candidacies.size()
                        + " elections, which is the most that one session may");
            }
            Election election = store.created(enter.election(), session);
            QueuedCandidacy queuedCandidacy = new QueuedCandidacy(session, enter, election, store.index());
            if (election.bytes + queuedCandidacy.bytes > MOST_QUEUED_BYTES) {
                return new Result.Refused("the " + election.queue.size() + " candidates of election '"
                        + election.name.value() + "' have " + election.bytes + " bytes together, and with the "
                        + queuedCandidacy.bytes + " of this one would have more than " + MOST_QUEUED_BYTES
                        + ": let candidates publish less in baton.attributes");
            }
            session.lastTag = enter.tag();
            session.candidacies.put(queuedCandidacy.tag, queuedCandidacy);
            election.add(queuedCandidacy);
        }
        return look(enter.tag());
    }

    private Result look(long tag) {
        QueuedCandidacy queuedCandidacy = session.candidacies.get(tag);
        return queuedCandidacy == null
                ? new Result.Gone()
                : new Result.Position(queuedCandidacy.election.position(queuedCandidacy), queuedCandidacy.leadsByBid);
    }

    private Result raiseValidity(Request.RaiseValidity raise) {
        QueuedCandidacy queuedCandidacy = session.candidacies.get(raise.tag());
        if (queuedCandidacy != null && !repeated) {
            Election election = queuedCandidacy.election;
            FloorRecord floor = election.floor;
            if (floor.version() == raise.floorVersion() && floor.validityNanos() < raise.validityNanos()) {
                election.floor =
                        new FloorRecord(floor.floor(), floor.since(), raise.validityNanos(), store.nextVersion());
            }
        }
        return look(raise.tag());
    }

    private Result takeLeadership(Request.TakeLeadership take) {
        QueuedCandidacy queuedCandidacy = session.candidacies.get(take.tag());
        if (queuedCandidacy == null) {
            return new Result.Gone();
        }
        Election election = queuedCandidacy.election;
        if (repeated) {
            return election.isLedBy(queuedCandidacy) ? new Result.Done() : new Result.Changed();
        }
        if (session.fence != take.fence()) {
            return new Result.Fenced(session.fence);
        }
        if (election.floor.version() != take.floorVersion()) {
            return new Result.Changed();
        }
        if (queuedCandidacy.leadsByBid != 0
                && election.isLedBy(queuedCandidacy)
                && election.leaderRecord.token() == take.token()) {
            // It leads by the bid that it made ahead, and proves itself by this entry.
            return new Result.Done();
        }
        if (!isExpected(election.leaderRecord, take.leaderRecord())) {
            return new Result.Changed();
        }
        election.takeLeadership(queuedCandidacy, take.token(), store.nextVersion(), affected);
        return new Result.Done();
    }

    private Result bidAhead(Request.BidAhead ahead) {
        QueuedCandidacy queuedCandidacy = session.candidacies.get(ahead.tag());
        if (queuedCandidacy == null) {
            return new Result.Gone();
        }
        if (session.fence != ahead.fence()) {
            return new Result.Fenced(session.fence);
        }
        if (!repeated) {
            queuedCandidacy.ahead = Optional.of(ahead);
        }
        return new Result.Done();
    }

    private static boolean isExpected(LeaderRecord leaderRecord, Request.ExpectedLeaderRecord expected) {
        return expected.released()
                ? leaderRecord.led() == expected.led() && leaderRecord.released()
                : leaderRecord.version() == expected.version();
    }

    private Result fence(Request.Fence fence) {
        if (!repeated) {
            Session other = store.find(fence.session()).orElse(null);
            if (other != null) {
                other.fence = store.nextVersion();
            }
        }
        return new Result.Done();
    }

    private Result release(Request.Release release) {
        QueuedCandidacy queuedCandidacy = session.candidacies.get(release.tag());
        if (queuedCandidacy != null && !repeated) {
            Election election = queuedCandidacy.election;
            if (election.isLedBy(queuedCandidacy)) {
                election.noteRelease(store.nextVersion());
            }
            session.candidacies.remove(queuedCandidacy.tag);
            election.remove(queuedCandidacy, store::nextVersion, affected);
        }
        return new Result.Gone();
    }

    private Result list(Request.ListQueue list) {
        Election election = store.election(list.election()).orElse(null);
        if (election == null) {
            return new Result.Listed(new CandidateQueue(List.of(), 0), false);
        }
        long room = MOST_LISTED_BYTES - listedBytes;
        if (room <= 0) {
            return new Result.Later();
        }
        List<QueuedCandidacy> page = election.page(list.after(), room);
        boolean more = !page.isEmpty() && page.get(page.size() - 1).orderValue < election.queue.lastKey();
        long bytes = page.stream()
                .mapToLong(queuedCandidacy -> queuedCandidacy.bytes)
                .sum();
        listedBytes += bytes;
        return bounded(bytes, new Result.Listed(election.candidateQueue(page), more));
    }

    private Result leader(ElectionName name) {
        QueuedCandidacy leading =
                store.election(name).flatMap(Election::leading).orElse(null);
        if (leading == null) {
            return new Result.LeaderIs(Optional.empty());
        }
        Candidate candidate = leading.candidate;
        FencingToken token = new FencingToken(leading.election.leaderRecord.token());
        return bounded(
                leading.bytes,
                new Result.LeaderIs(Optional.of(new Leader(candidate.id(), candidate.attributes(), token))));
    }

    /** No answer to an entry may be longer than a message can be: the session's proof is part of it. */
    private Result bounded(long bytes, Result result) {
        if (answeredBytes + bytes > MOST_ANSWERED_BYTES) {
            return new Result.Later();
        }
        answeredBytes += bytes;
        return result;
    }

    private Result forget(ElectionName name) {
        if (!repeated) {
            store.election(name).filter(Election::isOver).ifPresent(store::forget);
        }
        return new Result.Forgotten(store.election(name).isEmpty());
    }

    private Result raiseFloor(Request.RaiseFloor raise) {
        if (raise.atLeast() < 0 || raise.atLeast() > FloorRecord.HIGHEST) {
            return new Result.Refused("a floor lies between 0 and " + FloorRecord.HIGHEST);
        }
        if (repeated) {
            return new Result.FloorIs(store.election(raise.election())
                    .map(known -> known.floor.floor())
                    .orElse(0L));
        }
        Election election = store.created(raise.election(), session);
        FloorRecord floor = election.floor;
        if (floor.floor() < raise.atLeast()) {
            election.floor =
                    new FloorRecord(raise.atLeast(), store.index(), floor.validityNanos(), store.nextVersion());
        }
        return new Result.FloorIs(election.floor.floor());
    }
}
