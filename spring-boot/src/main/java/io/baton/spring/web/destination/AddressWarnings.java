// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.destination;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of each address that is not followed. Safe for use by any number of threads. */
final class AddressWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(AddressWarnings.class);

    /** Addresses come from the store: what they fill here is limited. */
    private static final int LIMIT = 100;

    private static final int SHOWN = 200;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    void warn(String election, String address, String why) {
        String shown = printable(address);
        if (warned.size() < LIMIT && warned.add(shown + " " + why)) {
            LOG.warn(
                    "election='{}' the leader's address '{}' is not followed: {}; requests that only the leader serves"
                            + " are answered 503 here",
                    election,
                    shown,
                    why);
        }
    }

    private static String printable(String text) {
        String begin = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return begin.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
