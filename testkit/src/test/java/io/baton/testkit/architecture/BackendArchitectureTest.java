// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.broken.ClockHelper;
import io.baton.testkit.architecture.knotted.north.First;
import io.baton.testkit.architecture.layered.internal.candidacy.OrderlyCandidacy;
import io.baton.testkit.architecture.layered.internal.client.TalkativeClient;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BackendArchitectureTest {

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackagesOf(ClockHelper.class);

    private static final String KNOTTED = "io.baton.testkit.architecture.knotted";
    private static final String LAYERED = "io.baton.testkit.architecture.layered";

    private final BackendArchitecture broken = new Rules(ClockHelper.class.getPackageName(), BROKEN);

    @Test
    void eachRuleNamesTheClassThatBreaksIt() {
        assertBroken(broken::aBackendDoesNotKnowTheEngine);
        assertBroken(broken::noClassReadsTheWallClockOrSleeps);
        assertBroken(broken::oneThreadNeedsNoLocks);
        assertBroken(broken::noMethodIsSynchronized);
        assertBroken(broken::namesSayWhatAClassIs);
    }

    @Test
    void aNamedClassMayUseLocksButNoClock() {
        BackendArchitecture named = new Rules(ClockHelper.class.getPackageName(), BROKEN, ClockHelper.class.getName());

        assertThatCode(named::oneThreadNeedsNoLocks).doesNotThrowAnyException();
        assertThatCode(named::eachClassThatMayShareStateExists).doesNotThrowAnyException();
        assertBroken(named::noClassReadsTheWallClockOrSleeps);
    }

    @Test
    void aNamedClassThatDoesNotExistFails() {
        assertThatThrownBy(
                        new Rules(ClockHelper.class.getPackageName(), BROKEN, "io.baton.Gone")
                                ::eachClassThatMayShareStateExists)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.baton.Gone");
    }

    @Test
    void aKnotFails() {
        JavaClasses knotted = new ClassFileImporter().importPackages(KNOTTED);

        assertThatThrownBy(new Rules(KNOTTED, knotted)::packagesHaveNoCyclesAndClassesNoKnots)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(First.class.getName());
    }

    @Test
    void aClientMayNotKnowTheSessionAndACandidacyMay() {
        BackendArchitecture layered = new Rules(LAYERED, new ClassFileImporter().importPackages(LAYERED));

        assertThatThrownBy(layered::eachRoleKnowsOnlyThoseBelow)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(TalkativeClient.class.getName())
                .hasMessageNotContaining(OrderlyCandidacy.class.getName());
    }

    @Test
    void aBackendWithoutTheseRolesHasNoneToBreak() {
        assertThatCode(broken::eachRoleKnowsOnlyThoseBelow).doesNotThrowAnyException();
    }

    private static void assertBroken(ThrowingCallable rule) {
        assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(ClockHelper.class.getName());
    }

    private static final class Rules extends BackendArchitecture {

        Rules(String rootPackage, JavaClasses classes, String... mayShareState) {
            super(rootPackage, classes, Set.of(mayShareState));
        }
    }
}
