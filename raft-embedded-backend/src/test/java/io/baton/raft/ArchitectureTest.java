// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.util.IOUtils;
import org.apache.ratis.util.ProtoUtils;

/** A backend translates: it knows the contracts, not the engine, and decides nothing by a clock. */
@AnalyzeClasses(packages = "io.baton.raft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule aBackendDoesNotKnowTheEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.baton.internal..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockOrSleeps =
            noClasses().should().accessTargetWhere(target(wallClockOrSleep())).allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneThreadNeedsNoLocks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.concurrent.atomic..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noMethodIsSynchronized =
            noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)")
            .allowEmptyShould(true);

    /** What Ratis reads for others may hold Java objects, which it makes anew unseen. */
    @ArchTest
    static final ArchRule nobodyMakesJavaObjectsOfBytes =
            noClasses().should().accessTargetWhere(target(javaObjects())).allowEmptyShould(true);

    @ArchTest
    static final ArchRule repliesAreReadInOnePlace = noClasses()
            .that()
            .doNotHaveSimpleName("ReplyReader")
            .should()
            .accessTargetWhere(target(method(ClientProtoUtils.class, "toRaftClientReply")));

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

    private static DescribedPredicate<AccessTarget> wallClockOrSleep() {
        return method(System.class, "currentTimeMillis")
                .or(method(Thread.class, "sleep"))
                .or(method(TimeUnit.class, "sleep"))
                .or(describe(
                        "java.time now()",
                        target -> target.getName().equals("now")
                                && target.getOwner().getPackageName().startsWith("java.time")));
    }

    private static DescribedPredicate<AccessTarget> method(Class<?> owner, String name) {
        return describe(
                owner.getSimpleName() + "." + name,
                target -> target.getName().equals(name) && target.getOwner().isEquivalentTo(owner));
    }
}
