// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.raft.state.request.Result;
import io.baton.spi.CandidateQueue;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.Optional;

/** How the answers within a reply are written. */
final class ResultCodec {

    private static final int DONE = 1;
    private static final int GONE = 2;
    private static final int CHANGED = 3;
    private static final int FENCED = 4;
    private static final int POSITION = 5;
    private static final int LISTED = 6;
    private static final int FLOOR_IS = 7;
    private static final int REFUSED = 8;
    private static final int LEADER_IS = 9;
    private static final int FORGOTTEN = 10;
    private static final int LATER = 11;
    private static final int SHORTEST_PLACE = 25;

    private ResultCodec() {}

    static void write(Output out, Result answer) {
        if (answer instanceof Result.Done) {
            out.small(DONE);
        } else if (answer instanceof Result.Gone) {
            out.small(GONE);
        } else if (answer instanceof Result.Changed) {
            out.small(CHANGED);
        } else if (answer instanceof Result.Fenced fenced) {
            out.small(FENCED).number(fenced.fence());
        } else if (answer instanceof Result.Position found) {
            write(out.small(POSITION), found.position());
            out.number(found.leadsByBid());
        } else if (answer instanceof Result.Listed listed) {
            write(out.small(LISTED), listed.page());
            out.flag(listed.more());
        } else if (answer instanceof Result.FloorIs floor) {
            out.small(FLOOR_IS).number(floor.floor());
        } else if (answer instanceof Result.Refused refused) {
            out.small(REFUSED).text(refused.why());
        } else if (answer instanceof Result.LeaderIs leads) {
            write(out.small(LEADER_IS), leads.leader());
        } else if (answer instanceof Result.Forgotten forgotten) {
            out.small(FORGOTTEN).flag(forgotten.nothingLeft());
        } else if (answer instanceof Result.Later) {
            out.small(LATER);
        }
    }

    static Result read(Input in) {
        int kind = in.small();
        return switch (kind) {
            case DONE -> new Result.Done();
            case GONE -> new Result.Gone();
            case CHANGED -> new Result.Changed();
            case FENCED -> new Result.Fenced(in.number());
            case POSITION -> new Result.Position(position(in), in.number());
            case LISTED -> new Result.Listed(candidateQueue(in), in.flag());
            case FLOOR_IS -> new Result.FloorIs(in.number());
            case REFUSED -> new Result.Refused(in.text(FieldCodec.MOST_TEXT));
            case LEADER_IS -> new Result.LeaderIs(leader(in));
            case FORGOTTEN -> new Result.Forgotten(in.flag());
            case LATER -> new Result.Later();
            default -> throw Input.unknown("a result", kind);
        };
    }

    private static void write(Output out, QueuePosition queuePosition) {
        out.number(queuePosition.orderValue()).flag(queuePosition.predecessor().isPresent());
        if (queuePosition.predecessor().isPresent()) {
            QueuePosition.Predecessor before = queuePosition.predecessor().get();
            out.number(before.orderValue()).text(before.session()).flag(before.first());
        }
        FieldCodec.write(out, queuePosition.floor());
        FieldCodec.write(out, queuePosition.leaderRecord());
    }

    private static QueuePosition position(Input in) {
        long orderValue = in.number();
        Optional<QueuePosition.Predecessor> before = in.flag()
                ? Optional.of(new QueuePosition.Predecessor(in.number(), in.text(FieldCodec.MOST_TEXT), in.flag()))
                : Optional.empty();
        FloorRecord floor = FieldCodec.floor(in);
        LeaderRecord leaderRecord = FieldCodec.leaderRecord(in);
        return new QueuePosition(orderValue, before, floor, leaderRecord);
    }

    private static void write(Output out, Optional<Leader> leader) {
        out.flag(leader.isPresent());
        if (leader.isPresent()) {
            FieldCodec.write(out, new Candidate(leader.get().id(), leader.get().attributes()));
            out.number(leader.get().token().value());
        }
    }

    private static Optional<Leader> leader(Input in) {
        if (!in.flag()) {
            return Optional.empty();
        }
        Candidate candidate = FieldCodec.candidate(in);
        return Optional.of(new Leader(candidate.id(), candidate.attributes(), new FencingToken(in.number())));
    }

    private static void write(Output out, CandidateQueue candidateQueue) {
        out.number(candidateQueue.floor());
        out.each(candidateQueue.queue(), ResultCodec::write);
    }

    private static void write(Output out, CandidateQueue.QueuedCandidate queued) {
        FieldCodec.write(out, queued.candidate());
        out.number(queued.orderValue()).flag(queued.leads()).number(queued.token());
    }

    private static CandidateQueue candidateQueue(Input in) {
        long floor = in.number();
        return new CandidateQueue(in.list(SHORTEST_PLACE, ResultCodec::queued), floor);
    }

    private static CandidateQueue.QueuedCandidate queued(Input in) {
        Candidate candidate = FieldCodec.candidate(in);
        return new CandidateQueue.QueuedCandidate(candidate, in.number(), in.flag(), in.number());
    }
}
