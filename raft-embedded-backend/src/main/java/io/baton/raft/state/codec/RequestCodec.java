// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.raft.state.request.Request;

/** How the requests within a command are written. */
final class RequestCodec {

    private static final int PROVE = 1;
    private static final int ENTER = 2;
    private static final int LOOK = 3;
    private static final int RAISE_VALIDITY = 4;
    private static final int TAKE_LEADERSHIP = 5;
    private static final int FENCE = 6;
    private static final int RELEASE = 7;
    private static final int LIST = 8;
    private static final int RAISE_FLOOR = 9;
    private static final int BID_AHEAD = 10;
    private static final int ASK_LEADER = 11;
    private static final int FORGET = 12;

    private RequestCodec() {}

    static byte[] write(Request request) {
        Output out = new Output();
        write(out, request);
        return out.toBytes();
    }

    private static void write(Output out, Request request) {
        if (request instanceof Request.Prove prove) {
            out.small(PROVE).number(prove.fence());
        } else if (request instanceof Request.Enter enter) {
            out.small(ENTER).number(enter.tag());
            FieldCodec.write(out, enter.election());
            FieldCodec.write(out, enter.candidate());
        } else if (request instanceof Request.Look look) {
            out.small(LOOK).number(look.tag());
        } else if (request instanceof Request.RaiseValidity raise) {
            out.small(RAISE_VALIDITY).number(raise.tag()).number(raise.floorVersion());
            out.number(raise.validityNanos());
        } else if (request instanceof Request.TakeLeadership take) {
            out.small(TAKE_LEADERSHIP).number(take.tag()).number(take.fence()).number(take.floorVersion());
            out.number(take.leaderRecord().led()).number(take.leaderRecord().version());
            out.flag(take.leaderRecord().released()).number(take.token());
        } else if (request instanceof Request.Fence fence) {
            FieldCodec.write(out.small(FENCE), fence.session());
        } else if (request instanceof Request.Release release) {
            out.small(RELEASE).number(release.tag());
        } else if (request instanceof Request.ListQueue list) {
            FieldCodec.write(out.small(LIST), list.election());
            out.number(list.after());
        } else if (request instanceof Request.RaiseFloor raise) {
            FieldCodec.write(out.small(RAISE_FLOOR), raise.election());
            out.number(raise.atLeast());
        } else if (request instanceof Request.BidAhead ahead) {
            out.small(BID_AHEAD).number(ahead.tag());
            FieldCodec.write(out, ahead);
        } else if (request instanceof Request.AskLeader ask) {
            FieldCodec.write(out.small(ASK_LEADER), ask.election());
        } else if (request instanceof Request.Forget forget) {
            FieldCodec.write(out.small(FORGET), forget.election());
        }
    }

    static Request read(Input in) {
        int kind = in.small();
        return switch (kind) {
            case PROVE -> new Request.Prove(in.number());
            case ENTER -> new Request.Enter(in.number(), FieldCodec.election(in), FieldCodec.candidate(in));
            case LOOK -> new Request.Look(in.number());
            case RAISE_VALIDITY -> new Request.RaiseValidity(in.number(), in.number(), in.number());
            case TAKE_LEADERSHIP ->
                new Request.TakeLeadership(
                        in.number(),
                        in.number(),
                        in.number(),
                        new Request.ExpectedLeaderRecord(in.number(), in.number(), in.flag()),
                        in.number());
            case FENCE -> new Request.Fence(FieldCodec.session(in));
            case RELEASE -> new Request.Release(in.number());
            case LIST -> new Request.ListQueue(FieldCodec.election(in), in.number());
            case RAISE_FLOOR -> new Request.RaiseFloor(FieldCodec.election(in), in.number());
            case BID_AHEAD -> FieldCodec.ahead(in, in.number());
            case ASK_LEADER -> new Request.AskLeader(FieldCodec.election(in));
            case FORGET -> new Request.Forget(FieldCodec.election(in));
            default -> throw Input.unknown("a request", kind);
        };
    }
}
