// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import io.baton.zookeeper.server.Request.Notification;
import io.baton.zookeeper.server.Request.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What one connection has asked and been told. Not thread-safe. */
final class ConnectionLog {

    private static final int NOTIFICATION_XID = -1;

    private final long number;
    private final Ledger ledger;
    private final Frames asked = new Frames();
    private final Frames answered = new Frames();
    private final Map<Integer, Deque<Request>> outstanding = new HashMap<>();
    private boolean connectAsked;
    private boolean connectAnswered;
    private long session;
    private int roundAnswered;
    private long requestBytes;
    private long replyBytes;

    ConnectionLog(long number, Ledger ledger) {
        this.number = number;
        this.ledger = ledger;
    }

    long session() {
        return session;
    }

    long requestBytes() {
        return requestBytes;
    }

    long replyBytes() {
        return replyBytes;
    }

    void forget() {
        outstanding.clear();
        roundAnswered = 0;
        requestBytes = 0;
        replyBytes = 0;
    }

    void asks(ByteBuffer bytes) {
        asked.read(bytes, this::ask);
    }

    void isAnswered(ByteBuffer bytes) {
        answered.read(bytes, this::answer);
    }

    private void ask(ByteBuffer frame) {
        requestBytes += RequestParser.size(frame);
        Request request;
        if (connectAsked) {
            request = RequestParser.parse(number, frame, roundAnswered + 1);
        } else {
            connectAsked = true;
            request = RequestParser.connect(number, frame, roundAnswered + 1);
        }
        outstanding.computeIfAbsent(request.xid(), xid -> new ArrayDeque<>()).addLast(request);
        ledger.asked(request);
    }

    private void answer(ByteBuffer frame) {
        int bytes = RequestParser.size(frame);
        replyBytes += bytes;
        if (!connectAnswered) {
            connectAnswered = true;
            // Before it stand the protocol version and the timeout.
            session = frame.getLong(2 * Integer.BYTES);
            answerTo(RequestParser.CONNECT_XID, new Reply(0, 0, bytes));
            return;
        }
        int xid = frame.getInt();
        long zxid = frame.getLong();
        int error = frame.getInt();
        if (xid == NOTIFICATION_XID) {
            int type = frame.getInt();
            int state = frame.getInt();
            ledger.notified(new Notification(number, state, type, RequestParser.string(frame), bytes));
        } else {
            answerTo(xid, new Reply(zxid, error, bytes));
        }
    }

    private void answerTo(int xid, Reply reply) {
        Deque<Request> same = outstanding.getOrDefault(xid, new ArrayDeque<>());
        if (!same.isEmpty()) {
            Request request = same.removeFirst();
            roundAnswered = Math.max(roundAnswered, request.round());
            ledger.answered(request, request.answered(reply));
        }
    }

    /** Where the entries of all connections go, in one order. */
    interface Ledger {
        void asked(Request request);

        void answered(Request request, Request withReply);

        void notified(Notification notification);
    }
}
