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
        return out.each(sessionEventPoll.observed(), name -> FieldCodec.write(out, name))
                .toBytes();
    }

    /**
     * Reads a poll.
     *
     * @throws MalformedException if the bytes are not a poll
     */
    public static SessionEventPoll poll(byte[] bytes) {
        return Input.read(
                bytes,
                INQUIRY,
                "an inquiry",
                in -> new SessionEventPoll(
                        FieldCodec.session(in),
                        in.number(),
                        Set.copyOf(in.list(SHORTEST_NAME, () -> FieldCodec.election(in)))));
    }

    /** Events as a message. */
    public static byte[] write(SessionEvents sessionEvents) {
        Output out = new Output(EVENTS);
        out.number(sessionEvents.upTo()).flag(sessionEvents.sessionIsOpen());
        out.each(
                sessionEvents.positions(),
                place -> out.number(place.tag())
                        .number(place.predecessor())
                        .flag(place.predecessorLeads())
                        .number(place.leadsByBid()));
        out.each(sessionEvents.removed(), out::number);
        return out.each(sessionEvents.elections(), name -> FieldCodec.write(out, name))
                .toBytes();
    }

    /**
     * Reads events.
     *
     * @throws MalformedException if the bytes are not events
     */
    public static SessionEvents events(byte[] bytes) {
        return Input.read(
                bytes,
                EVENTS,
                "events",
                in -> new SessionEvents(
                        in.number(),
                        in.flag(),
                        in.list(
                                PLACE_BYTES,
                                () -> new SessionEvents.PositionChange(
                                        in.number(), in.number(), in.flag(), in.number())),
                        in.list(Long.BYTES, in::number),
                        in.list(SHORTEST_NAME, () -> FieldCodec.election(in))));
    }
}
