// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import io.baton.raft.internal.failure.RefusedEntryException;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.MalformedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** Checks a message before the Raft leader makes it an entry of the log: an entry that no member can read would stop all of them. */
public final class EntryCheck {

    private final EntryAuthorizer authorizer;
    private final Callers callers;
    private final BooleanSupplier isClosed;
    private final RefusalNotices notices = new RefusalNotices();

    /**
     * Checks entries with that authorizer.
     *
     * @param isClosed whether nothing may be put into the log for the time being
     */
    public EntryCheck(EntryAuthorizer authorizer, Callers callers, BooleanSupplier isClosed) {
        this.authorizer = authorizer;
        this.callers = callers;
        this.isClosed = isClosed;
    }

    /**
     * The entry of a request, without the secret that came with it.
     *
     * @throws RefusedEntryException if the entry will never be taken
     * @throws IOException if it is not taken now
     */
    public ByteString entry(RaftClientRequest request) throws IOException {
        if (isClosed.getAsBoolean()) {
            throw new IOException("the group is being founded");
        }
        try {
            AuthenticatedMessage message =
                    AuthenticatedMessage.read(request.getMessage().getContent().toByteArray());
            byte[] entry = message.content();
            if (entry.length > CommandCodec.MOST_BYTES) {
                throw new RefusedEntryException(
                        "an entry has at most " + CommandCodec.MOST_BYTES + " bytes, and this one " + entry.length);
            }
            Optional<String> refusal = authorizer.refusal(CommandCodec.read(entry), message.secret());
            if (refusal.isPresent()) {
                String caller = callers.describe(request);
                notices.tell(caller, refusal.get(), refusal.get());
                throw new RefusedEntryException(caller + " " + refusal.get());
            }
            return UnsafeByteOperations.unsafeWrap(entry);
        } catch (MalformedException e) {
            throw new RefusedEntryException("no entry of this version of Baton: " + e.getMessage());
        } catch (CompletionException closing) {
            throw new IOException("this member answers no questions now", closing);
        }
    }
}
