// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.baton.Baton;
import io.baton.LeaderOnly;
import io.baton.NotLeaderException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.web.HttpRequestHandler;

/** What answers requests is not skipped on a standby: the client would take an empty answer for that of the leader. */
class RequestAnswersTest {

    @Test
    void aHandlerOfAnyKindThrowsOnAStandby() throws Exception {
        String store = UUID.randomUUID().toString();
        try (Baton leader = Applications.connect(store)) {
            leader.elector("requests").start().awaitLeadership();
            Applications.inStore(store)
                    .withBean(Orders.class)
                    .withBean(Operations.class)
                    .run(context -> {
                        assertThatExceptionOfType(NotLeaderException.class)
                                .isThrownBy(() -> context.getBean(Orders.class)
                                        .handleRequest(
                                                unused(HttpServletRequest.class), unused(HttpServletResponse.class)));
                        assertThatExceptionOfType(NotLeaderException.class)
                                .isThrownBy(
                                        () -> context.getBean(Operations.class).write());
                        context.getBean(Orders.class).job();
                        assertThat(context.getBean(LeaderOnlyCalls.class).counts())
                                .containsEntry("requests", new LeaderOnlyCalls.Counts(0, 3, 0));
                    });
        }
    }

    /** Asked nothing: the handler is not called. */
    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                RequestAnswersTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                }));
    }

    @LeaderOnly("requests")
    static class Orders implements HttpRequestHandler {

        @Override
        public void handleRequest(HttpServletRequest request, HttpServletResponse response) {}

        /** No request is answered by it. */
        public void job() {}
    }

    @Endpoint(id = "orders")
    static class Operations {

        @WriteOperation
        @LeaderOnly("requests")
        public void write() {}
    }
}
