// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.testkit.architecture.BackendArchitecture;

class ArchitectureTest extends BackendArchitecture {

    ArchitectureTest() {
        super("io.baton.etcd");
    }
}
