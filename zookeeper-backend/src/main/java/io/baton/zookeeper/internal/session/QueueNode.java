// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A candidate's node by its name: Baton's {@code <tag>-latch-<sequence>} or that of a Curator {@code LeaderLatch}, which
 * sorts by what follows {@code latch-}, so that both stand in one queue.
 */
public record QueueNode(String name, long sequence) implements Comparable<QueueNode> {

    private static final String MARK = "-latch-";
    private static final Pattern NAME = Pattern.compile(".*latch-([0-9]{10})");
    private static final Comparator<QueueNode> ORDER =
            Comparator.comparingLong(QueueNode::sequence).thenComparing(QueueNode::name);

    /** What a new candidate's name begins with; the server appends the sequence. */
    public static String prefix(String tag) {
        return tag + MARK;
    }

    public static Optional<QueueNode> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new QueueNode(name, Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** The last part of a path. */
    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The node among the paths of a session's own nodes that carries the tag. */
    public static Optional<QueueNode> tagged(Iterable<String> paths, String tag) {
        for (String path : paths) {
            Optional<QueueNode> node = parse(nameOf(path));
            if (node.isPresent() && node.get().name().startsWith(prefix(tag))) {
                return node;
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(QueueNode other) {
        return ORDER.compare(this, other);
    }
}
