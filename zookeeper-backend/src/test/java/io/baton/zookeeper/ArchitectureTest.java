// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.testkit.architecture.BackendArchitecture;

class ArchitectureTest extends BackendArchitecture {

    ArchitectureTest() {
        super("io.baton.zookeeper");
    }
}
