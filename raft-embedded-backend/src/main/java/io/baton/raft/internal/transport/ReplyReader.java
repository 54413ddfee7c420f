// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.failure.RefusedEntryException;
import java.util.regex.Pattern;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.StateMachineExceptionProto;
import org.apache.ratis.proto.RaftProtos.ThrowableProto;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;

/**
 * Reads what members answer as numbers and text. Ratis 3.3.0 takes the stack traces and the causes in most of its exceptions
 * for serialized Java objects and makes them anew, from any sender.
 */
public final class ReplyReader {

    private static final int LONGEST_TEXT = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private ReplyReader() {}

    /**
     * Reads a reply.
     *
     * @throws RaftException if it is an exception of a kind that could hold Java objects, with its text only
     */
    public static RaftClientReply read(RaftClientReplyProto reply) throws RaftException {
        return switch (reply.getExceptionDetailsCase()) {
            case EXCEPTIONDETAILS_NOT_SET, NOTLEADEREXCEPTION, NOTREPLICATEDEXCEPTION, LEADERNOTREADYEXCEPTION ->
                ClientProtoUtils.toRaftClientReply(reply);
            case STATEMACHINEEXCEPTION -> throw refusal(reply.getStateMachineException());
            case ALREADYCLOSEDEXCEPTION ->
                throw said("it is closed", reply.getAlreadyClosedException().getErrorMsg());
            case LEADERSTEPPINGDOWNEXCEPTION ->
                throw said("it gives the lead away", reply.getLeaderSteppingDownException());
            case TRANSFERLEADERSHIPEXCEPTION ->
                throw said("the lead is not handed over", reply.getTransferLeadershipException());
            case DATASTREAMEXCEPTION -> throw said("a stream", reply.getDataStreamException());
            case READEXCEPTION -> throw said("a read", reply.getReadException());
            case READINDEXEXCEPTION -> throw said("a read", reply.getReadIndexException());
        };
    }

    private static RaftException refusal(StateMachineExceptionProto thrown) {
        RaftException refusal = said("its store", thrown.getErrorMsg());
        return thrown.getExceptionClassName().equals(RefusedEntryException.class.getName())
                ? new RaftException(new RefusedEntryException(String.valueOf(refusal.getMessage())))
                : refusal;
    }

    private static RaftException said(String of, ThrowableProto thrown) {
        return said(of, thrown.getErrorMessage());
    }

    private static RaftException said(String of, String text) {
        return new RaftException("the member refuses (" + of + "): " + line(text));
    }

    /** What a call has failed with, as the member or gRPC says it. */
    public static String text(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        return status.getCode() + ": " + line(String.valueOf(status.getDescription()));
    }

    private static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
    }
}
