// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.member.LocalMember;
import io.baton.spi.ElectionName;
import io.baton.spi.support.ConfigurationValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program of a process that is a member and stands nowhere, until it is killed. If its argument is an election, it tells
 * for each line that it reads what it has applied, and begins with that line.
 */
final class MemberProcess {

    static final String RUNNING = "running";

    static final String CANDIDATES = " candidates, ";
    static final String SESSIONS = " sessions ";

    /** As a number, of a member that has applied nothing. */
    private static final int UNKNOWN = -1;

    private MemberProcess() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> configuration = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("baton.raft."))
                .forEach(key -> configuration.put(key, System.getProperty(key)));
        try (LocalMember localMember = LocalMember.start(
                RaftBackendProvider.group(new ConfigurationValues(configuration)), Throwable::printStackTrace)) {
            System.out.println(localMember.address() + " " + RUNNING);
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            // The parent is there as long as this stream is.
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                if (arguments.length > 0) {
                    tell(localMember, new ElectionName(arguments[0]), question);
                }
            }
        }
    }

    private static void tell(LocalMember localMember, ElectionName election, String question) {
        var unused = localMember
                .look(store -> line(
                        store.candidateQueue(election).queue().size(),
                        store.living().size(),
                        store.living()))
                .exceptionally(failure -> line(UNKNOWN, UNKNOWN, failure))
                .thenAccept(told -> System.out.println(question + ": " + told));
    }

    private static String line(int candidates, int sessions, Object detail) {
        return candidates + CANDIDATES + sessions + SESSIONS + detail;
    }
}
