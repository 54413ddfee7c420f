// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Request;

/**
 * How commands are written into the log. Old logs are read again: a changed form needs another kind, or more fields at the end
 * of a request, and a higher {@link FormatLevel}.
 */
public final class CommandCodec {

    /** How large an entry may be. Ratis takes a megabyte with what it adds, and gives the lead away for more. */
    public static final int MOST_BYTES = 768 * 1024;

    /** How large a request may be that shares an entry with others. */
    public static final int MOST_REQUEST_BYTES = 256 * 1024;

    private static final byte KIND = 0x11;
    private static final int OPEN = 1;
    private static final int ACT = 2;
    private static final int CLOSE = 3;
    private static final int EXPIRE = 4;
    private static final int REVOKE = 5;
    private static final int REMOVE = 6;
    private static final int RAISE_LEVEL = 7;
    private static final int SHORTEST_REQUEST = 5;
    private static final int MOST_MEMBER_BYTES = 1024;

    private CommandCodec() {}

    /** A command as an entry of the log. */
    public static byte[] write(Command command) {
        Output out = new Output(KIND);
        if (command instanceof Command.Open open) {
            out.small(OPEN).number(open.nonce()).number(open.leaseNanos()).text(open.home());
            FieldCodec.write(out, open.secret());
        } else if (command instanceof Command.Act act) {
            out.small(ACT);
            FieldCodec.write(out, act.session());
            out.number(act.number()).number(act.heardUpTo());
            out.each(act.requests(), CommandCodec::write);
        } else if (command instanceof Command.Close close) {
            FieldCodec.write(out.small(CLOSE), close.session());
        } else if (command instanceof Command.Expire expire) {
            FieldCodec.write(out.small(EXPIRE), expire.session());
            out.number(expire.lastNumber());
        } else if (command instanceof Command.Revoke revoke) {
            FieldCodec.write(out.small(REVOKE), revoke.session());
        } else if (command instanceof Command.Remove remove) {
            FieldCodec.write(out.small(REMOVE), remove.election());
            out.number(remove.orderValue());
        } else if (command instanceof Command.RaiseLevel raise) {
            FormatLevelCodec.write(raise.level(), out.small(RAISE_LEVEL));
        }
        return out.toBytes();
    }

    /** How many bytes of an entry a request takes. */
    public static int bytes(Request request) {
        return RequestCodec.write(request).length + Integer.BYTES;
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws MalformedException if the bytes are not a command
     */
    public static Command read(byte[] bytes) {
        return Input.read(bytes, KIND, "a command", CommandCodec::command);
    }

    private static void write(Output out, Request request) {
        out.sized(RequestCodec.write(request));
    }

    private static Request request(Input in) {
        return in.sized("a request", RequestCodec::read);
    }

    private static Command command(Input in) {
        int kind = in.small();
        return switch (kind) {
            case OPEN -> new Command.Open(in.number(), in.number(), in.text(MOST_MEMBER_BYTES), FieldCodec.secret(in));
            case ACT ->
                new Command.Act(
                        FieldCodec.session(in),
                        in.number(),
                        in.number(),
                        in.list(SHORTEST_REQUEST, CommandCodec::request));
            case CLOSE -> new Command.Close(FieldCodec.session(in));
            case EXPIRE -> new Command.Expire(FieldCodec.session(in), in.number());
            case REVOKE -> new Command.Revoke(FieldCodec.session(in));
            case REMOVE -> new Command.Remove(FieldCodec.election(in), in.number());
            case RAISE_LEVEL -> new Command.RaiseLevel(FormatLevelCodec.readable(in));
            default -> throw Input.unknown("a command", kind);
        };
    }
}
