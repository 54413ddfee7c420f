// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.util.regex.Pattern;

/** The hosts that only this machine reaches, so that a connection to them needs no encryption. Looks up no name. */
public final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private Loopback() {}

    /**
     * Whether a host is this machine for certain: {@code localhost}, or an address of loopback as it is usually written. A name
     * that begins like such an address may be another machine's.
     *
     * @param host a name or an address; one of IPv6 with or without brackets
     */
    public static boolean includes(String host) {
        return host.equals("localhost") || IPV4.matcher(host).matches() || host.equals("::1") || host.equals("[::1]");
    }
}
