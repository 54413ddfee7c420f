// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.raft.state.request.Reply;

/** How replies are written; between members and clients only, never into a log. */
public final class ReplyCodec {

    private static final byte KIND = 0x21;
    private static final int OPENED = 1;
    private static final int ACTED = 2;
    private static final int NO_SESSION = 3;
    private static final int SUPERSEDED = 4;
    private static final int SETTLED = 5;
    private static final int REFUSED = 6;

    private ReplyCodec() {}

    /** A reply as a message. */
    public static byte[] write(Reply reply) {
        Output out = new Output(KIND);
        if (reply instanceof Reply.Opened opened) {
            FieldCodec.write(out.small(OPENED), opened.session());
        } else if (reply instanceof Reply.Acted acted) {
            out.small(ACTED).number(acted.index()).small(acted.level());
            out.each(acted.results(), ResultCodec::write);
        } else if (reply instanceof Reply.NoSession) {
            out.small(NO_SESSION);
        } else if (reply instanceof Reply.Superseded superseded) {
            out.small(SUPERSEDED).number(superseded.lastNumber());
        } else if (reply instanceof Reply.Settled settled) {
            out.small(SETTLED).flag(settled.changed());
        } else if (reply instanceof Reply.Refused refused) {
            out.small(REFUSED).text(refused.why());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws MalformedException if the bytes are not a reply
     */
    public static Reply read(byte[] bytes) {
        return Input.read(bytes, KIND, "a reply", ReplyCodec::reply);
    }

    private static Reply reply(Input in) {
        int kind = in.small();
        return switch (kind) {
            case OPENED -> new Reply.Opened(FieldCodec.session(in));
            case ACTED -> new Reply.Acted(in.number(), in.small(), in.list(1, ResultCodec::read));
            case NO_SESSION -> new Reply.NoSession();
            case SUPERSEDED -> new Reply.Superseded(in.number());
            case SETTLED -> new Reply.Settled(in.flag());
            case REFUSED -> new Reply.Refused(in.text(FieldCodec.MOST_TEXT));
            default -> throw Input.unknown("a reply", kind);
        };
    }
}
