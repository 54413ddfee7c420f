// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

/** What the leader record says of one candidacy, as far as the candidacy knows. */
final class TakenLeadership {

    private long token;
    private long version;

    /** Zero if the leader record cannot name the candidacy. */
    long token() {
        return token;
    }

    /** The version of the leader record that names the candidacy; zero if it is not known whether one does. */
    long version() {
        return version;
    }

    /** The candidacy may be named from now on. */
    void asked(long withToken) {
        version = withToken == token ? version : 0;
        token = withToken;
    }

    /** The candidacy is named. */
    void taken(long withToken, long inVersion) {
        token = withToken;
        version = inVersion;
    }
}
