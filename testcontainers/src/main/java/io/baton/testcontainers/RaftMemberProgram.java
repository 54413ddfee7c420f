// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import io.baton.Baton;
import java.util.concurrent.CountDownLatch;

/** What runs in the container of a member: connects with what the system properties say, until the container is stopped. */
final class RaftMemberProgram {

    static final String CONNECTED = "is connected to the group";

    private RaftMemberProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Baton member = Baton.connect(System.getProperties())) {
            System.out.println(member + " " + CONNECTED);
            new CountDownLatch(1).await();
        }
    }
}
