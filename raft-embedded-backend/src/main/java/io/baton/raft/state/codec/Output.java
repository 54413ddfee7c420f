// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes what {@link Input} reads. */
public final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** For a part of a message. */
    Output() {}

    public Output(byte kind) {
        bytes.write(kind);
    }

    public Output number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    public Output small(int value) {
        bytes.write(value);
        return this;
    }

    public Output flag(boolean value) {
        return small(value ? 1 : 0);
    }

    public Output text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        count(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    public <T> Output each(Collection<T> values, BiConsumer<Output, T> writer) {
        count(values.size());
        for (T value : values) {
            writer.accept(this, value);
        }
        return this;
    }

    /** With its length, so that a later form can have more. */
    Output sized(byte[] part) {
        count(part.length);
        bytes.writeBytes(part);
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void count(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
