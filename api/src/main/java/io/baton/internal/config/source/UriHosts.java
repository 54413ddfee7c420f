// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts of a URI: names or addresses with commas between, each with or without a port. */
final class UriHosts {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(?<port>[^:]*))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?\\]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int LAST_PORT = 65_535;

    private UriHosts() {}

    /** The hosts, decoded, in their order. */
    static List<String> read(String text) {
        List<String> hosts = new ArrayList<>();
        for (String element : COMMA.split(text, -1)) {
            String host = PercentEncoding.decode("the URI's host", element);
            check(host, text);
            hosts.add(host);
        }
        return List.copyOf(hosts);
    }

    private static void check(String host, String all) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URI's hosts '" + all
                    + "' have an empty one; write hosts with one comma between, and none at the end");
        }
        Matcher form = FORM.matcher(host);
        if (!form.matches() || !isHost(form.group("host"))) {
            String repeated = host.indexOf(':') < 0 ? "the URI's host '" + host + "'" : "one of the URI's hosts";
            throw new IllegalArgumentException(repeated
                    + " has not the form name, name:port or [IPv6]:port; correct it, with an IPv6 address in brackets");
        }
        String port = form.group("port");
        if (port != null && !isPort(port)) {
            throw new IllegalArgumentException(
                    "the URI has after the colon of a host what is no port, and is not repeated here, since"
                            + " it may be a password; give a number from 1 to " + LAST_PORT
                            + ", or leave out the colon");
        }
    }

    private static boolean isHost(String host) {
        return (host.startsWith("[") ? IPV6 : NAME).matcher(host).matches();
    }

    private static boolean isPort(String port) {
        return PORT.matcher(port).matches() && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= LAST_PORT;
    }
}
