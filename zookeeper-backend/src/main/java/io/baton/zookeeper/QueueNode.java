// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A candidate's node by its name: Baton's {@code <tag>-latch-<sequence>} or that of a Curator {@code LeaderLatch}, which
 * sorts by what follows {@code latch-}, so that both stand in one queue.
 */
record QueueNode(String name, long sequence) implements Comparable<QueueNode> {

    private static final String MARK = "-latch-";
    private static final Pattern NAME = Pattern.compile(".*latch-([0-9]{10})");
    private static final Comparator<QueueNode> ORDER =
            Comparator.comparingLong(QueueNode::sequence).thenComparing(QueueNode::name);

    /** What a new candidate's name begins with; the server appends the sequence. */
    static String prefix(String tag) {
        return tag + MARK;
    }

    static Optional<QueueNode> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new QueueNode(name, Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** The candidates among the children of an election, in the order of the queue. */
    static List<QueueNode> queue(Collection<String> children, Consumer<String> stranger) {
        return children.stream()
                .flatMap(name -> {
                    Optional<QueueNode> node = parse(name);
                    if (node.isEmpty()) {
                        stranger.accept(name);
                    }
                    return node.stream();
                })
                .sorted()
                .toList();
    }

    /** The last part of a path. */
    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Those among the paths of a session's own nodes that carry the tag. */
    static Optional<QueueNode> tagged(Stream<String> paths, String tag) {
        return paths.map(QueueNode::nameOf)
                .filter(name -> name.startsWith(prefix(tag)))
                .flatMap(name -> parse(name).stream())
                .findFirst();
    }

    @Override
    public int compareTo(QueueNode other) {
        return ORDER.compare(this, other);
    }
}
