// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of each kind of refused call once. Thread-safe. */
final class RefusalNotices {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalNotices.class);

    /** A caller that invents names must fill neither the log nor the memory. */
    private static final int MOST_TOLD = 1_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Logs a refusal: a warning for the first of its kind, a debug line for each further one.
     *
     * @param caller with its address, which may be another one each time
     * @param kind what makes refusals equal
     */
    void tell(String caller, String kind, String refusal) {
        if (told.size() < MOST_TOLD && told.add(kind)) {
            LOG.warn("Refused: {} {}", line(caller), line(refusal));
        } else {
            LOG.debug("Refused again: {} {}", line(caller), line(refusal));
        }
    }

    /** The names in a certificate are the caller's choice, as far as its authority allows. */
    private static String line(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
