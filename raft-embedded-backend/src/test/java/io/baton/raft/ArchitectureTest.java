// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import io.baton.testkit.architecture.BackendArchitecture;
import java.io.ObjectInputStream;
import java.util.Locale;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.util.IOUtils;
import org.apache.ratis.util.ProtoUtils;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends BackendArchitecture {

    ArchitectureTest() {
        super("io.baton.raft");
    }

    /** What Ratis reads for others may hold Java objects, which it makes anew unseen. */
    @Test
    void noClassMakesJavaObjectsOfBytes() {
        noClasses().should().accessTargetWhere(target(javaObjects())).check(classes());
    }

    @Test
    void repliesAreReadInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ReplyReader")
                .should()
                .accessTargetWhere(target(method(ClientProtoUtils.class, "toRaftClientReply")))
                .check(classes());
    }

    /** The store is replayed on each member, so it depends on nothing that differs between them. */
    @Test
    void theReplicatedStoreKnowsNothingAroundIt() {
        noClasses()
                .that()
                .resideInAPackage("io.baton.raft.state..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.baton.raft", "io.baton.raft.internal..", "org.apache.ratis..")
                .check(classes());
    }

    private static DescribedPredicate<AccessTarget> javaObjects() {
        return describe("what makes Java objects of bytes", target -> {
            boolean unwraps = target.getOwner().isEquivalentTo(GrpcUtil.class)
                    && target.getName().toLowerCase(Locale.ROOT).contains("unwrap");
            return unwraps
                    || target.getOwner().isAssignableTo(ObjectInputStream.class)
                    || target.getOwner().isAssignableTo(RaftClientRpc.class)
                    || method(IOUtils.class, "bytes2Object").test(target)
                    || method(IOUtils.class, "readObject").test(target)
                    || method(ProtoUtils.class, "toObject").test(target)
                    || method(ProtoUtils.class, "toThrowable").test(target)
                    || target.getOwner().isAssignableTo(RaftClient.class);
        });
    }

    private static DescribedPredicate<AccessTarget> method(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                target -> target.getName().equals(name) && target.getOwner().isEquivalentTo(owner));
    }
}
