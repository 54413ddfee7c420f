// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link Output} has written. Nothing is allocated for a size that the bytes cannot have. */
public final class Input {

    private final ByteBuffer bytes;

    private Input(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads one value of that kind.
     *
     * @throws MalformedException if the bytes are not exactly one value of that kind
     */
    public static <T> T read(byte[] bytes, byte kind, String what, Function<Input, T> reader) {
        Input input = new Input(ByteBuffer.wrap(bytes));
        try {
            int found = input.small();
            if (found != kind) {
                throw new MalformedException("begins with " + found);
            }
            T value = reader.apply(input);
            if (input.bytes.hasRemaining()) {
                throw new MalformedException(input.bytes.remaining() + " bytes are left");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new MalformedException("not " + what + " of this version: the bytes end too early", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not " + what + " of this version: " + e.getMessage(), e);
        }
    }

    public long number() {
        return bytes.getLong();
    }

    public int small() {
        return bytes.get();
    }

    public boolean flag() {
        int value = small();
        if (value != 0 && value != 1) {
            throw new MalformedException(value + " is neither true nor false");
        }
        return value == 1;
    }

    public String text(int most) {
        int length = count(1);
        if (length > most) {
            throw new MalformedException("a text of " + length + " bytes where at most " + most + " can be");
        }
        ByteBuffer text = bytes.slice().limit(length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text that is not UTF-8", e);
        }
    }

    /**
     * Reads a list of values.
     *
     * @param least how many bytes one of the values has at least
     */
    public <T> List<T> list(int least, Function<Input, T> reader) {
        int count = count(least);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.apply(this));
        }
        return values;
    }

    /**
     * Reads what {@link Output#sized} has written.
     *
     * @throws MalformedException if anything is left
     */
    <T> T sized(String what, Function<Input, T> reader) {
        int length = count(1);
        Input part = new Input(bytes.slice().limit(length));
        bytes.position(bytes.position() + length);
        T value = reader.apply(part);
        if (part.bytes.hasRemaining()) {
            throw new MalformedException(what + " has " + part.bytes.remaining() + " bytes more than its form");
        }
        return value;
    }

    static MalformedException unknown(String what, int kind) {
        return new MalformedException(what + " of the unknown kind " + kind);
    }

    private int count(int least) {
        int count = bytes.getInt();
        if (count < 0 || count > bytes.remaining() / least) {
            throw new MalformedException(count + " of something, with " + bytes.remaining() + " bytes left");
        }
        return count;
    }
}
