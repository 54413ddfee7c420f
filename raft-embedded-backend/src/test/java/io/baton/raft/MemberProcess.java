// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.ConfigurationValues;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The program of a process that is a member and stands nowhere, until it is killed. */
final class MemberProcess {

    static final String RUNNING = "running";

    private MemberProcess() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> configuration = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("baton.raft."))
                .forEach(key -> configuration.put(key, System.getProperty(key)));
        try (Member member = Member.start(
                RaftBackendProvider.group(new ConfigurationValues(configuration)), Throwable::printStackTrace)) {
            System.out.println(member.address() + " " + RUNNING);
            while (System.in.read() >= 0) {
                // The parent is there as long as this stream is.
            }
        }
    }
}
