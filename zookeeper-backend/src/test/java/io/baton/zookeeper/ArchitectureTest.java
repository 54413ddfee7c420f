// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import com.tngtech.archunit.library.Architectures;
import io.baton.testkit.architecture.BackendArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends BackendArchitecture {

    ArchitectureTest() {
        super("io.baton.zookeeper");
    }

    @Test
    void packagesDependOnThoseBelow() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("backend")
                .definedBy("io.baton.zookeeper")
                .layer("candidacy")
                .definedBy("io.baton.zookeeper.internal.candidacy")
                .layer("query")
                .definedBy("io.baton.zookeeper.internal.query")
                .layer("session")
                .definedBy("io.baton.zookeeper.internal.session")
                .layer("client")
                .definedBy("io.baton.zookeeper.internal.client")
                .whereLayer("backend")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("candidacy")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("query")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("backend", "candidacy", "query")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("backend", "candidacy", "query", "session")
                .check(classes());
    }
}
