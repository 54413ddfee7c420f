// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.baton.testkit.architecture.broken.ClockHelper;
import io.baton.testkit.architecture.knotted.north.First;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BackendArchitectureTest {

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackagesOf(ClockHelper.class);

    private final BackendArchitecture broken = new Rules(BROKEN);

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
        BackendArchitecture named = new Rules(BROKEN, ClockHelper.class.getName());

        assertThatCode(named::oneThreadNeedsNoLocks).doesNotThrowAnyException();
        assertThatCode(named::eachClassThatMayShareStateExists).doesNotThrowAnyException();
        assertBroken(named::noClassReadsTheWallClockOrSleeps);
    }

    @Test
    void aNamedClassThatDoesNotExistFails() {
        assertThatThrownBy(new Rules(BROKEN, "io.baton.Gone")::eachClassThatMayShareStateExists)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.baton.Gone");
    }

    @Test
    void aKnotFails() {
        JavaClasses knotted = new ClassFileImporter().importPackages("io.baton.testkit.architecture.knotted");

        assertThatThrownBy(new Rules(knotted)::packagesHaveNoCyclesAndClassesNoKnots)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(First.class.getName());
    }

    private static void assertBroken(ThrowingCallable rule) {
        assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(ClockHelper.class.getName());
    }

    private static final class Rules extends BackendArchitecture {

        Rules(JavaClasses classes, String... mayShareState) {
            super(classes, Set.of(mayShareState));
        }
    }
}
