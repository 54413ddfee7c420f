// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.failure.RefusedEntryException;
import io.baton.raft.state.codec.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionException;

/**
 * An entry or a poll, with the session's secret, that a follower is asked to forward to its Raft leader as the process has
 * sent it.
 */
public final class ForwardedMessage {

    private static final byte ENTRY = 1;
    private static final byte INQUIRY = 2;
    private static final byte ANSWERED = 1;
    private static final byte REFUSED = 2;
    private static final byte FAILED = 3;
    private static final int HEADER_BYTES = 2;

    private final boolean isEntry;
    private final byte[] message;

    public ForwardedMessage(boolean isEntry, byte[] message) {
        this.isEntry = isEntry;
        this.message = message;
    }

    public static boolean isOne(byte[] bytes) {
        return bytes.length > HEADER_BYTES && bytes[0] == MessageKinds.FORWARDED;
    }

    /** Whether it is an entry, otherwise a poll. */
    public boolean isEntry() {
        return isEntry;
    }

    public byte[] message() {
        return message;
    }

    public byte[] write() {
        return write(MessageKinds.FORWARDED, isEntry ? ENTRY : INQUIRY, message);
    }

    /**
     * Reads a message.
     *
     * @throws MalformedException if the bytes are no such message
     */
    public static ForwardedMessage read(byte[] bytes) {
        if (!isOne(bytes) || (bytes[1] != ENTRY && bytes[1] != INQUIRY)) {
            throw new MalformedException("not a message to be forwarded");
        }
        byte[] message = content(bytes);
        AuthenticatedMessage.read(message);
        return new ForwardedMessage(bytes[1] == ENTRY, message);
    }

    /** What the Raft leader has answered. */
    public static byte[] answered(byte[] content) {
        return write(MessageKinds.FORWARDED_ANSWER, ANSWERED, content);
    }

    /** Why there is no answer. */
    public static byte[] failed(Throwable failure) {
        return ExceptionText.refusedEntry(failure)
                .map(refused -> text(REFUSED, String.valueOf(refused.getMessage())))
                .orElseGet(() -> text(FAILED, ExceptionText.text(failure)));
    }

    /**
     * The content of the Raft leader's answer.
     *
     * @throws CompletionException if there is none, with a {@link RefusedEntryException} if the Raft leader has refused the entry
     * @throws MalformedException if the bytes are no such answer
     */
    public static byte[] readAnswer(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MessageKinds.FORWARDED_ANSWER) {
            throw new MalformedException("not an answer to a forwarded message");
        }
        byte[] content = content(bytes);
        if (bytes[1] == ANSWERED) {
            return content;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        throw new CompletionException(
                bytes[1] == REFUSED ? new RefusedEntryException(text) : new IOException("not forwarded: " + text));
    }

    private static byte[] text(byte kind, String text) {
        return write(MessageKinds.FORWARDED_ANSWER, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] write(byte kind, byte detail, byte[] content) {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .put(kind)
                .put(detail)
                .put(content)
                .array();
    }

    private static byte[] content(byte[] bytes) {
        return Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    }
}
