// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.tngtech.archunit.library.Architectures;
import io.baton.testkit.architecture.BackendArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends BackendArchitecture {

    ArchitectureTest() {
        super("io.baton.etcd");
    }

    @Test
    void packagesDependOnThoseBelow() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("backend")
                .definedBy("io.baton.etcd")
                .layer("candidacy")
                .definedBy("io.baton.etcd.internal.candidacy")
                .layer("query")
                .definedBy("io.baton.etcd.internal.query")
                .layer("session")
                .definedBy("io.baton.etcd.internal.session")
                .layer("client")
                .definedBy("io.baton.etcd.internal.client..")
                .whereLayer("backend")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("candidacy")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("query")
                .mayOnlyBeAccessedByLayers("backend")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("backend", "candidacy", "query")
                .check(classes());
    }
}
