// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.OptionalLong;

/** A connection to the counters. To be used by one thread. */
final class CounterClient implements AutoCloseable {

    /**
     * Longer than any lease: what was asked before a cut and arrives after it has the token of a leadership that has ended, so that it cannot be
     * taken for a lost increment of the one that goes on.
     */
    private static final int ANSWER_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream answers;
    private final OutputStream requests;

    CounterClient(InetSocketAddress counters, String writer) throws IOException {
        socket = new Socket(counters.getAddress(), counters.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        answers = new DataInputStream(socket.getInputStream());
        requests = socket.getOutputStream();
        new DataOutputStream(requests).writeUTF(writer);
    }

    /** The value of a counter; none if it refuses the token. */
    OptionalLong read(boolean fenced, long token) throws IOException {
        return ask(new CounterRequest(fenced, false, token, 0));
    }

    /** Writes one more than was read; none if the counter refuses the token. */
    OptionalLong increment(boolean fenced, long token, long read) throws IOException {
        return ask(new CounterRequest(fenced, true, token, read));
    }

    private OptionalLong ask(CounterRequest request) throws IOException {
        request.write(requests);
        long answer = answers.readLong();
        return answer == CounterServer.REFUSED ? OptionalLong.empty() : OptionalLong.of(answer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
