// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.baton.spi.support.AsyncLogger;
import io.etcd.jetcd.api.StatusResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Warns once of the known faults of the etcd version that a process uses. */
public final class VersionWarning {

    private static final AsyncLogger LOG = AsyncLogger.of(VersionWarning.class);
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private boolean said;

    public void check(EtcdClient etcdClient) {
        if (said) {
            return;
        }
        said = true;
        etcdClient.status(reply -> {
            if (reply instanceof Reply.Done<StatusResponse> done) {
                Optional<String> faults = of(done.value().getVersion());
                if (faults.isPresent()) {
                    LOG.warn("{}", faults.get());
                }
            }
        });
    }

    /** The known faults of a version; nothing if there are none, or if it is not a version. */
    static Optional<String> of(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        int[] is = {
            Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(3))
        };
        List<String> faults = new ArrayList<>();
        if (isBefore(is, 31, 13, 0)) {
            faults.add(
                    "a leader of the cluster that was deposed while it was frozen can revoke leases that are alive, and"
                            + " cost leaderships (etcd#15247; fixed in 3.4.31, 3.5.13 and 3.6.0)");
        }
        if (isBefore(is, 38, 23, 5)) {
            faults.add(
                    "the renewal of a lease that was revoked can be answered as a success (etcd#20615; fixed in 3.4.38,"
                            + " 3.5.23 and 3.6.5)");
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("etcd " + version + " has known faults: " + String.join("; ", faults)
                        + ". No two lead because of them, but upgrade it");
    }

    private static boolean isBefore(int[] is, int patchOf34, int patchOf35, int patchOf36) {
        if (is[0] != 3) {
            return is[0] < 3;
        }
        return switch (is[1]) {
            case 0, 1, 2, 3 -> true;
            case 4 -> is[2] < patchOf34;
            case 5 -> is[2] < patchOf35;
            case 6 -> is[2] < patchOf36;
            default -> false;
        };
    }
}
