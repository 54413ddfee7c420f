// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a candidate, told in the order in which it happens. One file is one scenario; {@link ScenarioScript} reads it. */
class ScenarioTest {

    static List<String> scenarios() throws IOException {
        return GoldenFile.names("scenarios");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioGoesAsItWasReviewed(String scenario) throws IOException {
        String file = "scenarios/" + scenario + ".txt";
        GoldenFile.assertReviewed(file, ScenarioScript.played(GoldenFile.read(file)));
    }
}
