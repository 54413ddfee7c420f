// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.List;
import java.util.Optional;

/** Details of stores that an application knows by itself. */
final class TestDetails {

    private TestDetails() {}

    static final class OfZooKeeper implements ZooKeeperConnectionDetails {

        @Override
        public String connectString() {
            return "127.0.0.1:1";
        }

        @Override
        public Optional<String> auth() {
            return Optional.of("details:secret");
        }
    }

    static final class OfEtcd implements EtcdConnectionDetails {

        @Override
        public List<String> endpoints() {
            return List.of("http://127.0.0.1:1", "http://127.0.0.1:2");
        }
    }

    static final class OfRaft implements RaftConnectionDetails {

        @Override
        public List<String> members() {
            return List.of("a@127.0.0.1:1", "b@127.0.0.1:2", "c@127.0.0.1:3");
        }

        @Override
        public Optional<String> id() {
            return Optional.of("elsewhere");
        }
    }
}
