// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import java.util.List;

/**
 * What one session has cost since its account was cleared; pings are left out.
 *
 * @param roundTrips one after the other
 * @param listings of an election's candidates, of {@code requests}
 * @param asked bytes
 * @param answered bytes, with those of notifications
 */
record Cost(int roundTrips, int requests, int listings, long asked, long answered) {

    static Cost of(RequestLog log, long session) {
        List<Request> requests = log.requests(session);
        long asked = requests.stream().mapToLong(Request::bytes).sum();
        long replies = requests.stream()
                .flatMap(request -> request.reply().stream())
                .mapToLong(Request.Reply::bytes)
                .sum();
        long notifications = log.notifications(session).stream()
                .mapToLong(Request.Notification::bytes)
                .sum();
        int listings = (int) requests.stream()
                .filter(request -> request.op().startsWith("getChildren"))
                .count();
        return new Cost(log.roundTrips(session), requests.size(), listings, asked, replies + notifications);
    }

    @Override
    public String toString() {
        return "%2d round trips %3d requests %2d listings %6d B asked %7d B answered"
                .formatted(roundTrips, requests, listings, asked, answered);
    }
}
