// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.testkit.fixture.BackendFixture;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A test that runs the contract, or a part, on one fixture: starts the fixture before the first method and closes it after the
 * last. For the test's thread.
 *
 * <pre>{@code
 * class MyLeadershipContractTest extends ContractTest<MyFixture> implements LeadershipContract {
 *
 *     MyLeadershipContractTest() {
 *         super(MyFixture::start);
 *     }
 * }
 * }</pre>
 *
 * @param <F> the fixture
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ContractTest<F extends BackendFixture> {

    private final Callable<F> start;
    private @Nullable F fixture;

    /** @param start starts the store and what the fixture needs besides; called once */
    protected ContractTest(Callable<F> start) {
        this.start = start;
    }

    @BeforeAll
    final void startFixture() throws Exception {
        fixture = start.call();
    }

    @AfterAll
    final void closeFixture() {
        F started = fixture;
        if (started != null) {
            started.close();
        }
    }

    /**
     * The fixture of this class.
     *
     * @throws IllegalStateException if it has not been started
     */
    public final F fixture() {
        F started = fixture;
        if (started == null) {
            throw new IllegalStateException("the fixture is started before the first test method");
        }
        return started;
    }
}
