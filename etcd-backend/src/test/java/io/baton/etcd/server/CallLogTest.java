// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.baton.testkit.fixture.Await;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CallLogTest {

    private static EtcdServer server;

    private CallLog log;
    private ManagedChannel channel;

    @BeforeAll
    static void startServer() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() {
        log = CallLog.inFrontOf(server);
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", log.network().port(), InsecureChannelCredentials.create())
                .build();
        get("/");
        log.clear();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(20, TimeUnit.SECONDS);
        log.close();
    }

    @Test
    void listsWhatIsCalledOneAfterTheOther() {
        put("/a", "1");
        get("/a");
        kv().txn(TxnRequest.getDefaultInstance());

        assertThat(log.calls()).extracting(Call::method).containsExactly("KV/Put", "KV/Range", "KV/Txn");
        assertThat(log.calls()).extracting(Call::round).containsExactly(1, 2, 3);
        assertThat(log.calls()).allMatch(call -> call.status().orElseThrow() == 0);
        assertThat(log.calls()).extracting(Call::connection).containsOnly(1L);
        assertThat(log.calls(1)).isEqualTo(log.calls());
        assertThat(log.calls(2)).isEmpty();
        Call read = log.calls("KV/Range").get(0);
        assertThat(read.request(RangeRequest.parser()).getKey().toStringUtf8()).isEqualTo("/a");
        assertThat(read.reply(RangeResponse.parser()).getKvs(0).getValue().toStringUtf8())
                .isEqualTo("1");
    }

    @Test
    void countsTheBytesOfEachCall() {
        put("/b", "x".repeat(100_000));
        Call put = log.calls().get(0);
        // Frames of 16 KiB, and the headers.
        assertThat(put.requestBytes()).isBetween(100_000L, 100_500L);
        assertThat(put.replyBytes()).isBetween(20L, 300L);
        log.clear();
        long asked = log.network().requestBytes();
        get("/b");
        Call range = log.calls().get(0);
        assertThat(range.replyBytes()).isBetween(100_000L, 100_500L);
        // Beside it go settings, pings and window updates of the connection.
        assertThat(range.requestBytes())
                .isPositive()
                .isLessThanOrEqualTo(log.network().requestBytes() - asked);
    }

    @Test
    void whatIsCalledTogetherIsOneRound() throws Exception {
        log.network().delayReplies(Duration.ofMillis(500));
        List<ListenableFuture<PutResponse>> puts = IntStream.range(0, 3)
                .mapToObj(i -> KVGrpc.newFutureStub(channel).put(putOf("/c" + i, "")))
                .toList();
        for (ListenableFuture<PutResponse> put : puts) {
            put.get(20, TimeUnit.SECONDS);
        }
        assertThat(log.calls()).extracting(Call::round).containsExactly(1, 1, 1);
        get("/c0");
        assertThat(log.calls()).extracting(Call::round).containsExactly(1, 1, 1, 2);
    }

    @Test
    void tellsGrantsAndFailures() {
        LeaseGrpc.LeaseBlockingStub leases = LeaseGrpc.newBlockingStub(channel);
        long id = leases.leaseGrant(
                        LeaseGrantRequest.newBuilder().setID(0x77).setTTL(60).build())
                .getID();
        assertThatThrownBy(() -> leases.leaseRevoke(
                        LeaseRevokeRequest.newBuilder().setID(0x78).build()))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(id).isEqualTo(0x77);
        assertThat(log.calls("Lease/LeaseGrant")).singleElement().satisfies(grant -> {
            assertThat(grant.request(LeaseGrantRequest.parser()).getID()).isEqualTo(id);
            assertThat(grant.reply(LeaseGrantResponse.parser()).getTTL()).isEqualTo(60);
        });
        assertThat(log.calls("Lease/LeaseRevoke")).singleElement().satisfies(revoke -> {
            assertThat(revoke.status()).hasValue(Code.NOT_FOUND.value());
            assertThat(revoke.replies()).isEmpty();
        });
    }

    @Test
    void countsTheMessagesOfAStreamThatStaysOpen() throws Exception {
        BlockingQueue<WatchResponse> told = new LinkedBlockingQueue<>();
        StreamObserver<WatchRequest> watches = WatchGrpc.newStub(channel).watch(toldTo(told));
        watches.onNext(watchOf("/d"));
        assertThat(told.poll(20, TimeUnit.SECONDS).getCreated()).isTrue();
        watches.onNext(watchOf("/e"));
        assertThat(told.poll(20, TimeUnit.SECONDS).getCreated()).isTrue();
        put("/d", "1");
        assertThat(told.poll(20, TimeUnit.SECONDS).getEventsCount()).isEqualTo(1);

        Call watch = log.calls("Watch/Watch").get(0);
        assertThat(watch.requests()).hasSize(2);
        assertThat(watch.replies()).hasSize(3);
        assertThat(watch.isStream()).isTrue();
        assertThat(watch.isAnswered()).isFalse();
        assertThat(log.calls("KV/Put")).extracting(Call::round).containsExactly(1);

        log.clear();
        assertThat(log.calls()).isEmpty();
        put("/e", "1");
        assertThat(told.poll(20, TimeUnit.SECONDS).getEventsCount()).isEqualTo(1);
        assertThat(log.calls("Watch/Watch")).singleElement().satisfies(since -> {
            assertThat(since.requests()).isEmpty();
            assertThat(since.replies()).hasSize(1);
            assertThat(since.stream()).isEqualTo(watch.stream());
        });
    }

    @Test
    void canLoseTheAnswerToOneCall() {
        log.onAnswer(call -> call.method().equals("KV/Put"), () -> log.network().dropConnections());
        assertThatThrownBy(() -> put("/f", "1")).isInstanceOf(StatusRuntimeException.class);
        assertThat(get("/f")).isEqualTo(1);
        assertThat(log.calls()).extracting(Call::connection).containsExactly(1L, 2L);
    }

    @Test
    void canLoseACallBeforeItTakesEffect() {
        log.onCall(call -> call.method().equals("KV/Put"), () -> log.network().dropConnections());
        assertThatThrownBy(() -> put("/g", "1")).isInstanceOf(StatusRuntimeException.class);
        assertThat(get("/g")).isZero();
        assertThat(log.calls("KV/Put").get(0).isAnswered()).isFalse();
    }

    @Test
    void aCallThatItsClientHasGivenUpIsNotAnswered() {
        log.onAnswer(call -> call.method().equals("KV/Put"), () -> log.network().cutReplies());
        assertThatThrownBy(() -> KVGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .put(putOf("/h", "1")))
                .isInstanceOf(StatusRuntimeException.class);
        log.network().cutReplies();
        assertThatThrownBy(() -> KVGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                        .range(RangeRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8("/h"))
                                .build()))
                .isInstanceOf(StatusRuntimeException.class);
        // What comes after it on the connection has arrived, and so that it was given up has too.
        var next = KVGrpc.newFutureStub(channel).put(putOf("/i", "1"));
        Await.untilTrue("the next call is on its way", () -> log.calls("KV/Put").size() == 2);
        log.network().heal();
        assertThat(next).succeedsWithin(Await.LONG);
        assertThat(get("/h")).isEqualTo(1);
        assertThat(log.calls()).extracting(Call::method).containsExactly("KV/Put", "KV/Range", "KV/Put", "KV/Range");
        assertThat(log.calls()).extracting(Call::isAnswered).containsExactly(true, false, true, true);
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private long get(String key) {
        return kv().range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .build())
                .getCount();
    }

    private void put(String key, String value) {
        assertThat(kv().put(putOf(key, value)).getHeader().getRevision()).isPositive();
    }

    private static PutRequest putOf(String key, String value) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    private static WatchRequest watchOf(String key) {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)))
                .build();
    }

    private static StreamObserver<WatchResponse> toldTo(BlockingQueue<WatchResponse> told) {
        return new StreamObserver<>() {
            @Override
            public void onNext(WatchResponse response) {
                told.add(response);
            }

            @Override
            public void onError(Throwable ended) {}

            @Override
            public void onCompleted() {}
        };
    }
}
