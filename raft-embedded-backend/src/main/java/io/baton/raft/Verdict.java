// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a member may do that has no data. */
sealed interface Verdict {

    /** Begin the group, of which nobody has heard, and add the others to it. */
    record Found() implements Verdict {}

    /** Listen, without a vote, until it is added. */
    record Join() implements Verdict {}

    /** Nothing before more is known. */
    record Wait(String why) implements Verdict {}

    /** Nothing: it has been a member, and what it has promised then is lost. */
    record Refused(List<Address> members) implements Verdict {}

    /**
     * The verdict on what the others have said. Whatever makes somebody a member is an entry of the log that a majority has, of
     * the members before it and of those after it, so one of the others knows of it if all of them answer, and the Raft
     * leader knows of it if it can commit.
     *
     * @param configured the members that this one was told of, itself among them
     */
    static Verdict of(Address self, List<Address> configured, Canvass canvass) {
        if (canvass.roll().isPresent()) {
            View told = canvass.roll().get().view();
            return told.names(self.id()) ? new Refused(told.all()) : new Join();
        }
        List<Address> knowing = canvass.answers().keySet().stream()
                .filter(member -> canvass.view(member)
                        .filter(view -> view.names(self.id()))
                        .isPresent())
                .toList();
        if (!knowing.isEmpty()) {
            return new Wait("member " + self + " has no data, but " + knowing
                    + " knows it as a member. Nobody leads the"
                    + " group who could tell whether it still is one; these do not answer: " + canvass.silent());
        }
        if (!canvass.silent().isEmpty()) {
            return new Wait(
                    "member " + self + " has no data, and votes only after all others have said that they do not"
                            + " know it yet: it waits for " + canvass.silent());
        }
        boolean isNew = canvass.views().stream().allMatch(view -> view.members().isEmpty());
        return isNew && isFirst(self, configured) ? new Found() : new Join();
    }

    private static boolean isFirst(Address self, List<Address> configured) {
        return configured.stream().min(Comparator.comparing(Address::id)).equals(Optional.of(self));
    }
}
