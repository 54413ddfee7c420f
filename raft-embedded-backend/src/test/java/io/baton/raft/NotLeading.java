// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

/** What a simulated member answers when another member leads, or none. */
final class NotLeading extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String suggested;

    NotLeading(String suggested) {
        super("not the leader, which may be " + suggested);
        this.suggested = suggested;
    }

    String suggested() {
        return suggested;
    }
}
