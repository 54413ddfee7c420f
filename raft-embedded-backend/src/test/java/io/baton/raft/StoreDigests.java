// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.state.SnapshotCodec;
import io.baton.raft.state.request.SecretDigest;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/** The program that starts all members of a group in one process, and tells whether their stores are equal. */
final class StoreDigests {

    static final String EQUAL = "equal stores: ";

    private StoreDigests() {}

    /**
     * Prints whether they are.
     *
     * @param ids of the members, whose configuration are the system properties
     */
    public static void main(String[] ids) throws IOException {
        Map<String, LocalMember> members = new LinkedHashMap<>();
        for (String id : ids) {
            Map<String, String> own = new HashMap<>();
            Properties properties = System.getProperties();
            properties.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("baton.raft."))
                    .forEach(key -> own.put(key, properties.getProperty(key)));
            own.put("baton.raft.id", id);
            members.put(id, LocalMember.start(RaftBackendProvider.group(new ConfigurationValues(own)), failure -> {}));
        }
        Set<String> digests = Await.until(
                "the stores are equal",
                () -> Optional.of(digests(members.values())).filter(all -> all.size() == 1));
        System.out.println(EQUAL + digests);
        members.values().forEach(LocalMember::close);
    }

    /** Nothing before a leader has had all entries of before carried out. */
    private static Set<String> digests(Collection<LocalMember> members) {
        Set<String> digests = new TreeSet<>();
        if (members.stream().noneMatch(LocalMember::leads)) {
            return digests;
        }
        for (LocalMember localMember : members) {
            try {
                digests.add(localMember
                        .look(store -> "entry " + store.index() + ", level "
                                + store.level().number() + ", "
                                + SecretDigest.of(SnapshotCodec.write(store)))
                        .join());
            } catch (CompletionException beginsAgain) {
                return Set.of();
            }
        }
        return digests;
    }
}
