// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.testkit.fixture.Await;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.ResignRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Three who stand by the server's own {@code Campaign}, which Baton never calls. */
final class Campaigns implements AutoCloseable {

    private static final String ELECTION = "phantom-of-the-server";
    private static final long BOUND_SECONDS = 60;

    private final Operator operator;

    Campaigns(EtcdServer member) {
        operator = new Operator(member);
    }

    /** The first leads, the second loses its lease, the first resigns: how many of the others are told that they lead now. */
    int electedAfterRevocationAndResignation() throws Exception {
        CampaignResponse leader = campaign(operator.grant()).get(BOUND_SECONDS, TimeUnit.SECONDS);
        long lease = operator.grant();
        ListenableFuture<CampaignResponse> second = campaign(lease);
        awaitCandidates(2);
        ListenableFuture<CampaignResponse> third = campaign(operator.grant());
        awaitCandidates(3);
        operator.revoke(lease);
        awaitCandidates(2);
        ElectionGrpc.newBlockingStub(operator.channel())
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .resign(ResignRequest.newBuilder().setLeader(leader.getLeader()).build());
        List<ListenableFuture<CampaignResponse>> others = List.of(second, third);
        int elected = 0;
        for (ListenableFuture<CampaignResponse> other : others) {
            elected += isElected(other) ? 1 : 0;
        }
        return elected;
    }

    private static boolean isElected(ListenableFuture<CampaignResponse> campaign) throws InterruptedException {
        try {
            campaign.get(BOUND_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notElected) {
            return false;
        }
    }

    private ListenableFuture<CampaignResponse> campaign(long lease) {
        return ElectionGrpc.newFutureStub(operator.channel())
                .withDeadlineAfter(6 * BOUND_SECONDS, TimeUnit.SECONDS)
                .campaign(CampaignRequest.newBuilder()
                        .setName(ByteString.copyFromUtf8(ELECTION))
                        .setLease(lease)
                        .build());
    }

    private void awaitCandidates(int count) {
        Await.untilTrue(
                count + " candidates", () -> operator.list(ELECTION + "/").size() == count);
    }

    @Override
    public void close() {
        operator.close();
    }
}
