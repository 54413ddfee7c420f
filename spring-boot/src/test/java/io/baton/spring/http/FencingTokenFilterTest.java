// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.FencingToken;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.filter.CompositeFilter;

/** What a receiver answers. */
@Timeout(120)
class FencingTokenFilterTest {

    private final RecordingGuard guard = new RecordingGuard(FencingGuard.inMemory(), new CopyOnWriteArrayList<>());
    private final Receiver receiver = Receiver.start(new FencingTokenFilter(guard));

    /** A guard that notes what it is asked. */
    private record RecordingGuard(FencingGuard guard, List<String> asked) implements FencingGuard {

        @Override
        public void check(String resource, FencingToken token) {
            asked.add("check " + resource + "=" + token);
            guard.check(resource, token);
        }

        @Override
        public <T> T guarded(String resource, FencingToken token, Supplier<T> write) {
            asked.add("guarded " + resource + "=" + token);
            return guard.guarded(resource, token, write);
        }
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aStaleTokenIsRefusedAndToldTheGreatest() throws Exception {
        assertThat(receiver.send("POST", "/entries", "a%20b=7").body()).isEqualTo("written");
        HttpResponse<String> refused = receiver.send("POST", "/entries", "a%20b=5");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.headers().allValues("Fencing-Token")).containsExactly("a%20b=7");
        assertThat(problem(refused))
                .containsEntry("status", 412)
                .containsEntry("title", "Precondition Failed")
                .containsEntry(
                        "detail",
                        "token 5 of election a%20b is stale, 7 has been seen: the sender no longer leads, and no retry"
                                + " helps");
        assertThat(receiver.send("POST", "/entries", "a%20b=7").statusCode()).isEqualTo(200);
        assertThat(receiver.ledger().handled()).containsExactly("a%20b=7", "a%20b=7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void whatMayChangeSomethingNeedsAToken(String method) throws Exception {
        HttpResponse<String> refused = receiver.send(method, "/entries");
        assertThat(refused.statusCode()).isEqualTo(428);
        assertThat(problem(refused)).containsEntry("status", 428);
        assertThat(receiver.ledger().handled()).isEmpty();
        assertThat(guard.asked).isEmpty();
    }

    @Test
    void readingNeedsNoTokenAndIsCheckedWithOne() throws Exception {
        assertThat(receiver.send("GET", "/entries").statusCode()).isEqualTo(200);
        assertThat(receiver.send("HEAD", "/entries").statusCode()).isEqualTo(200);
        assertThat(receiver.send("OPTIONS", "/entries").statusCode()).isEqualTo(200);
        assertThat(guard.asked).isEmpty();
        assertThat(receiver.send("GET", "/entries", "billing=7").statusCode()).isEqualTo(200);
        assertThat(receiver.send("GET", "/entries", "billing=5").statusCode()).isEqualTo(412);
    }

    @Test
    void anOptionalTokenIsCheckedWhereItIs() throws Exception {
        try (Receiver optional = Receiver.start(new FencingTokenFilter(guard).optional())) {
            assertThat(optional.send("POST", "/entries").statusCode()).isEqualTo(200);
            assertThat(optional.send("POST", "/entries", "billing=7").statusCode())
                    .isEqualTo(200);
            assertThat(optional.send("POST", "/entries", "billing=5").statusCode())
                    .isEqualTo(412);
        }
    }

    /** As in a chain of filters that gives them no names of their own. */
    @Test
    void eachOfTwoFiltersChecks() throws Exception {
        FencingGuard second = FencingGuard.inMemory();
        second.check("billing", new FencingToken(9));
        CompositeFilter both = new CompositeFilter();
        both.setFilters(List.of(new FencingTokenFilter(guard), new FencingTokenFilter(second)));
        try (Receiver twice = Receiver.start(both)) {
            assertThat(twice.send("POST", "/entries", "billing=7").statusCode()).isEqualTo(412);
            assertThat(guard.asked).containsExactly("guarded billing=7");
            assertThat(twice.send("POST", "/entries", "billing=9").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "billing=0", "bill\"ing=1", "%zz=1", "a\\=1", "a=1,a=2", "a%0Ab=1"})
    void aMalformedTokenIsABadRequest(String value) throws Exception {
        for (String method : List.of("GET", "POST")) {
            HttpResponse<String> refused = receiver.send(method, "/entries", value);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(problem(refused)).containsEntry("status", 400).containsKey("detail");
        }
        assertThat(receiver.ledger().handled()).isEmpty();
    }

    @Test
    void onlyTheElectionsThatAreNamedAreAccepted() throws Exception {
        try (Receiver named = Receiver.start(new FencingTokenFilter(guard).forElections("billing"))) {
            assertThat(named.send("POST", "/entries", "reports=7").statusCode()).isEqualTo(400);
            assertThat(named.send("POST", "/entries", "billing=7, reports=7").statusCode())
                    .isEqualTo(400);
            assertThat(named.send("POST", "/entries").statusCode()).isEqualTo(428);
            assertThat(named.send("POST", "/entries", "billing=7").statusCode()).isEqualTo(200);
        }
        assertThat(guard.asked).containsExactly("guarded billing=7");
        assertThatIllegalArgumentException().isThrownBy(() -> new FencingTokenFilter(guard).forElections());
    }

    @Test
    void severalTokensAreLookedAtInTheOrderOfTheElections() throws Exception {
        assertThat(receiver.send("POST", "/entries", "c=3", "a=1, b=2").statusCode())
                .isEqualTo(200);
        assertThat(guard.asked).containsExactly("guarded a=1", "guarded b=2", "guarded c=3");
        HttpResponse<String> refused = receiver.send("POST", "/entries", "a=9,b=1,c=9");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.headers().allValues("Fencing-Token")).containsExactly("b=2");
    }

    @Test
    void resourcesOfTheGuardMayHaveOtherNames() throws Exception {
        try (Receiver renamed =
                Receiver.start(new FencingTokenFilter(guard).withResources(election -> "http:" + election))) {
            assertThat(renamed.send("POST", "/entries", "billing=7").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = renamed.send("POST", "/entries", "billing=5");
            assertThat(refused.headers().allValues("Fencing-Token")).containsExactly("billing=7");
        }
        assertThat(guard.asked).containsExactly("guarded http:billing=7", "guarded http:billing=5");
    }

    @Test
    void aFilterThatOnlyChecksDoesNotGuard() throws Exception {
        try (Receiver checking = Receiver.start(new FencingTokenFilter(guard).checkingOnly())) {
            assertThat(checking.send("POST", "/entries", "a=7,b=7").statusCode())
                    .isEqualTo(200);
            assertThat(checking.send("POST", "/entries", "a=8,b=5").statusCode())
                    .isEqualTo(412);
        }
        assertThat(guard.asked).containsExactly("check a=7", "check b=7", "check a=8", "check b=5");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aGuardThatFailsKeepsRequestsOut(CapturedOutput output) throws Exception {
        FencingGuard failing = FencingGuard.inDatabase(unreachable(), JdbcFence.postgresql());
        for (FencingTokenFilter filter :
                List.of(new FencingTokenFilter(failing), new FencingTokenFilter(failing).checkingOnly())) {
            try (Receiver unguarded = Receiver.start(filter)) {
                HttpResponse<String> refused = unguarded.send("POST", "/entries", "billing=7");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().allValues("Retry-After")).containsExactly("1");
                assertThat(problem(refused)).containsEntry("status", 503);
                assertThat(unguarded.ledger().handled()).isEmpty();
            }
        }
        assertThat(output.getAll().split("could not be checked; the request was refused with 503", -1))
                .hasSize(3);
    }

    @Test
    void bodiesAndParametersAreLeftToTheApplication() throws Exception {
        assertThat(Receiver.send(receiver.request("/form", "billing=7")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("amount=12"))
                                .build())
                        .body())
                .isEqualTo("amount 12");
        assertThat(Receiver.send(receiver.request("/body", "billing=7")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("amount=12"))
                                .build())
                        .body())
                .isEqualTo("body amount=12");
    }

    @Test
    void otherDispatchesOfARequestAreNotFilteredAgain() throws Exception {
        assertThat(receiver.send("GET", "/async", "billing=7").body()).isEqualTo("later");
        assertThat(receiver.send("POST", "/error-page", "billing=7").statusCode())
                .isEqualTo(500);
        assertThat(guard.asked).containsExactly("guarded billing=7", "guarded billing=7");
    }

    @Test
    void aRefusalByAGuardOfTheApplicationIsTheApplicationsOwn() throws Exception {
        receiver.ledger().whileHandled(() -> {
            throw new StaleTokenException("its own", new FencingToken(1), new FencingToken(2));
        });
        assertThat(receiver.send("POST", "/entries", "billing=7").statusCode()).isEqualTo(500);
        receiver.ledger().whileHandled(() -> {});
        assertThat(receiver.send("POST", "/entries", "billing=6").statusCode()).isEqualTo(412);
    }

    private static DataSource unreachable() {
        PGSimpleDataSource nothingListens = new PGSimpleDataSource();
        nothingListens.setServerNames(new String[] {"127.0.0.1"});
        nothingListens.setPortNumbers(new int[] {1});
        return nothingListens;
    }

    private static Map<String, Object> problem(HttpResponse<String> refused) {
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return JsonParserFactory.getJsonParser().parseMap(refused.body());
    }
}
