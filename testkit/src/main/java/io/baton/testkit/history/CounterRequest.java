// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a writer asks of one counter.
 *
 * @param fenced which of the two
 * @param increments whether it writes; it reads otherwise
 * @param value what it has read before; means nothing when it reads
 */
record CounterRequest(boolean fenced, boolean increments, long token, long value) {

    static CounterRequest read(DataInputStream in) throws IOException {
        return new CounterRequest(in.readBoolean(), in.readBoolean(), in.readLong(), in.readLong());
    }

    /** In one piece: a process that is killed has sent all of the request, or nothing that counts. */
    void write(OutputStream out) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var fields = new DataOutputStream(bytes);
        fields.writeBoolean(fenced);
        fields.writeBoolean(increments);
        fields.writeLong(token);
        fields.writeLong(value);
        bytes.writeTo(out);
    }
}
