// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that lives in a session and ends with it. */
public final class SessionMembers {

    private final Set<Member> members = new LinkedHashSet<>();
    private final SkippedKeys skippedKeys;

    SessionMembers(SkippedKeys skippedKeys) {
        this.skippedKeys = skippedKeys;
    }

    public void add(Member member) {
        members.add(member);
    }

    public void remove(Member member) {
        members.remove(member);
    }

    void opened() {
        List.copyOf(members).forEach(Member::sessionOpened);
    }

    /** No caller is answered any more. */
    void end() {
        members.forEach(Member::sessionEnded);
    }

    /** Notes a key that does not belong into a queue. */
    public void skip(ByteString key) {
        skippedKeys.skip(key);
    }

    /** Lives in the session. */
    public interface Member {

        void sessionOpened();

        void sessionEnded();
    }
}
