// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import java.util.Set;

/** How polls and events are written; between members and clients only. */
public final class SessionEventsCodec {

    private static final byte INQUIRY = 0x31;
    private static final byte EVENTS = 0x32;
    private static final int PLACE_BYTES = 25;
    private static final int SHORTEST_NAME = 5;

    private SessionEventsCodec() {}

    /** A poll as a message. */
    public static byte[] write(SessionEventPoll sessionEventPoll) {
        Output out = new Output(INQUIRY);
        FieldCodec.write(out, sessionEventPoll.session());
        out.number(sessionEventPoll.since());
        return out.each(sessionEventPoll.observed(), FieldCodec::write).toBytes();
    }

    /**
     * Reads a poll.
     *
     * @throws MalformedException if the bytes are not a poll
     */
    public static SessionEventPoll poll(byte[] bytes) {
        return Input.read(bytes, INQUIRY, "an inquiry", SessionEventsCodec::poll);
    }

    private static SessionEventPoll poll(Input in) {
        return new SessionEventPoll(
                FieldCodec.session(in), in.number(), Set.copyOf(in.list(SHORTEST_NAME, FieldCodec::election)));
    }

    /** Events as a message. */
    public static byte[] write(SessionEvents sessionEvents) {
        Output out = new Output(EVENTS);
        out.number(sessionEvents.upTo()).flag(sessionEvents.sessionIsOpen());
        out.each(sessionEvents.positions(), SessionEventsCodec::write);
        out.each(sessionEvents.removed(), Output::number);
        return out.each(sessionEvents.elections(), FieldCodec::write).toBytes();
    }

    /**
     * Reads events.
     *
     * @throws MalformedException if the bytes are not events
     */
    public static SessionEvents events(byte[] bytes) {
        return Input.read(bytes, EVENTS, "events", SessionEventsCodec::events);
    }

    private static SessionEvents events(Input in) {
        return new SessionEvents(
                in.number(),
                in.flag(),
                in.list(PLACE_BYTES, SessionEventsCodec::position),
                in.list(Long.BYTES, Input::number),
                in.list(SHORTEST_NAME, FieldCodec::election));
    }

    private static void write(Output out, SessionEvents.PositionChange position) {
        out.number(position.tag()).number(position.predecessor());
        out.flag(position.predecessorLeads()).number(position.leadsByBid());
    }

    private static SessionEvents.PositionChange position(Input in) {
        return new SessionEvents.PositionChange(in.number(), in.number(), in.flag(), in.number());
    }
}
