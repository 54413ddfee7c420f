// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.examples.worker.Database;
import io.baton.examples.worker.Timeline;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the demo has shown, and whether every promise was kept. */
final class Verdict {

    private final Timeline timeline;
    private final OverlapCheck check;
    private final Database database;
    private final Map<Long, String> endings;

    /**
     * @param endings how the leadership with each token has ended
     */
    Verdict(Timeline timeline, OverlapCheck check, Database database, Map<Long, String> endings) {
        this.timeline = timeline;
        this.check = check;
        this.database = database;
        this.endings = endings;
    }

    /**
     * Says who led when.
     *
     * @param refused how many writes with each token the database has refused
     */
    void tellLeaderships(Map<Long, Integer> refused) throws SQLException {
        Map<Long, Long> written = database.rows(Database.FENCED);
        List<ObservedLeadership> all = check.leaderships();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("leader ", "token", "from", "to", "rows", "refused", "ended by ", "no leader for"));
        for (int i = 0; i < all.size(); i++) {
            ObservedLeadership one = all.get(i);
            rows.add(List.of(
                    one.worker(),
                    Long.toString(one.token()),
                    timeline.seconds(one.firstTrue().after()) + " s",
                    timeline.seconds(one.lastTrue().before()) + " s",
                    Long.toString(written.getOrDefault(one.token(), 0L)),
                    Integer.toString(refused.getOrDefault(one.token(), 0)),
                    endings.getOrDefault(one.token(), "?"),
                    i + 1 < all.size() ? vacancy(one, all.get(i + 1)) : ""));
        }
        timeline.heading("The leaderships, as the samples of isHeld() show them");
        timeline.say("");
        Timeline.table(rows).forEach(line -> timeline.say("             " + line));
    }

    private static String vacancy(ObservedLeadership one, ObservedLeadership next) {
        return Timeline.millis(next.firstTrue().after() - one.lastTrue().before());
    }

    /** Whether every promise was kept. */
    boolean tellPromises() throws SQLException {
        long fenced = database.lateRows(Database.FENCED);
        long unfenced = database.lateRows(Database.UNFENCED);
        String tokens = check.leaderships().stream()
                .map(leadership -> Long.toString(leadership.token()))
                .collect(Collectors.joining(" < "));
        timeline.say("");
        boolean kept = kept(
                String.format(Locale.ROOT, "of %,d true answers of isHeld() no two overlap", check.samples()),
                Stream.concat(check.overlaps().stream(), unsampled()).toList());
        kept &= kept("tokens grow: " + tokens, check.tokensThatDidNotGrow());
        kept &= kept(
                "with the fence, no row with a stale token",
                fenced == 0 ? List.of() : List.of("with the fence, rows with a stale token: " + fenced));
        kept &= kept(
                "without the fence, rows with a stale token: " + unfenced,
                unfenced > 0 ? List.of() : List.of("without the fence no stale row either: nothing was shown"));
        return kept;
    }

    private Stream<String> unsampled() {
        Set<Long> tokens = new TreeSet<>(endings.keySet());
        check.leaderships().forEach(leadership -> tokens.remove(leadership.token()));
        return tokens.stream().map(token -> "the leadership with token " + token + " was not sampled");
    }

    private boolean kept(String promise, List<String> broken) {
        if (broken.isEmpty()) {
            timeline.say("         ok  " + promise);
        }
        broken.forEach(one -> timeline.say("     FAILED  " + one));
        return broken.isEmpty();
    }
}
