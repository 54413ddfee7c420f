// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * The name of the leader's node, which the leader record holds in this store beside its usual fields: so that the leader is
 * found without a listing. Other readers of the record ignore it.
 */
public final class LeaderNodeField {

    private static final String FIELD = "node=";

    private LeaderNodeField() {}

    /** The record with the name of the leader's node. */
    public static byte[] added(byte[] record, String node) {
        return (new String(record, UTF_8) + FIELD + node + "\n").getBytes(UTF_8);
    }

    /** The name that the record holds, if it can be that of a candidate's node. */
    public static Optional<String> of(byte[] record) {
        for (String line : new String(record, UTF_8).lines().toList()) {
            String name = line.startsWith(FIELD) ? line.substring(FIELD.length()) : "";
            if (name.indexOf('/') < 0 && QueueNode.parse(name).isPresent()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
