// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;

/**
 * The listings of one session. ZooKeeper's client drops its connection over an answer above {@code jute.maxbuffer}, so a
 * directory is counted before it is listed, unless it was small when this session last saw it.
 */
public final class DirectoryListings {

    /** A name of 60 characters with its length. */
    private static final int USUAL_NAME_BYTES = 64;

    /** With names of this size on average a listing may have been what broke the connection. */
    private static final int LONG_NAME_BYTES = 1024;

    private static final int BREAKS_THAT_PROVE_IT = 2;
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> breaks = new HashMap<>();

    /** Whether the directory can be listed without counting its children first. */
    public boolean isKnownToBeSmall(AsyncZooKeeper zooKeeper, String path) {
        return (long) counts.getOrDefault(path, Integer.MAX_VALUE) * USUAL_NAME_BYTES <= zooKeeper.longestPacket() / 4;
    }

    /** Takes note of how many children a directory has. */
    public void counted(String path, int children) {
        if (counts.size() >= MOST_REMEMBERED) {
            counts.clear();
        }
        counts.put(path, children);
    }

    /** Lists a directory, or answers why it cannot be listed. */
    public void list(AsyncZooKeeper zooKeeper, String path, Consumer<Listed> then) {
        list(zooKeeper, path, then, DirectoryListings::sendNothing);
    }

    private static void sendNothing() {}

    /**
     * Lists a directory, or answers why it cannot be listed.
     *
     * @param behind sends what has to be carried out after the listing
     */
    public void list(AsyncZooKeeper zooKeeper, String path, Consumer<Listed> then, Runnable behind) {
        if (isKnownToBeSmall(zooKeeper, path)) {
            send(zooKeeper, path, then);
            behind.run();
            return;
        }
        zooKeeper.exists(path, read -> {
            if (read.code() == Code.OK) {
                counted(path, read.requireStat().getNumChildren());
                sendIfItFits(zooKeeper, path, then);
            } else {
                then.accept(new Listed(read.code(), List.of()));
            }
            behind.run();
        });
    }

    private void sendIfItFits(AsyncZooKeeper zooKeeper, String path, Consumer<Listed> then) {
        int children = counts.getOrDefault(path, 0);
        int longest = zooKeeper.longestPacket();
        if ((long) children * USUAL_NAME_BYTES > longest || breaks.getOrDefault(path, 0) >= BREAKS_THAT_PROVE_IT) {
            then.accept(Listed.refused(new IllegalStateException("the directory " + path + " has " + children
                    + " children, too many to be listed within jute.maxbuffer=" + longest
                    + ". Remove those that are no candidates, or raise jute.maxbuffer in this process (a system property,"
                    + " or baton.zookeeper.client-config) and in the servers")));
        } else {
            send(zooKeeper, path, then);
        }
    }

    private void send(AsyncZooKeeper zooKeeper, String path, Consumer<Listed> then) {
        zooKeeper.list(path, null, listed -> {
            learn(path, listed, zooKeeper.longestPacket());
            then.accept(listed);
        });
    }

    private void learn(String path, Listed listed, int longestPacket) {
        if (listed.code() == Code.OK) {
            breaks.remove(path);
            counted(path, listed.names().size());
            return;
        }
        long children = counts.getOrDefault(path, 0);
        counts.remove(path);
        if (listed.code() == Code.CONNECTIONLOSS && children * LONG_NAME_BYTES > longestPacket) {
            breaks.merge(path, 1, Integer::sum);
        }
    }
}
