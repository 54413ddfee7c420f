// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * The name of the leader's node, which the office record holds in this store beside its usual fields: so that the leader is
 * found without a listing. Other readers of the record ignore it.
 */
final class OfficeNode {

    private static final String FIELD = "node=";

    private OfficeNode() {}

    /** The record with the name of the leader's node. */
    static byte[] added(byte[] record, String node) {
        return (new String(record, UTF_8) + FIELD + node + "\n").getBytes(UTF_8);
    }

    /** The name that the record holds, if it can be that of a candidate's node. */
    static Optional<String> of(byte[] record) {
        return new String(record, UTF_8)
                .lines()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(FIELD.length()))
                .filter(name -> name.indexOf('/') < 0 && QueueNode.parse(name).isPresent())
                .findFirst();
    }
}
