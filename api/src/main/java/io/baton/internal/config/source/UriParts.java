// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI, cut into its parts; nothing is decoded. {@link java.net.URI} does not have lists of hosts.
 *
 * @param scheme in small letters
 * @param hosts what follows two slashes
 * @param path what follows the hosts, with its slash, or the scheme, without
 * @param query what follows the question mark
 */
record UriParts(String scheme, Optional<String> hosts, String path, String query) {

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://(?<hosts>[^/?]*))?(?<path>[^?]*)(?:\\?(?<query>.*))?",
            Pattern.DOTALL);
    private static final String HOSTS_FOLLOW = "://";

    /**
     * Cuts a URI.
     *
     * @throws IllegalArgumentException if it has no scheme, user information or a fragment
     */
    static UriParts of(String text) {
        int question = text.indexOf('?');
        String beforeQuery = question < 0 ? text : text.substring(0, question);
        // A password may have any character, a question mark too: so an @ anywhere may end one.
        if (hasAt(beforeQuery) || (beforeQuery.contains(HOSTS_FOLLOW) && text.indexOf('@') >= 0)) {
            throw UriSecrets.userInformation(beforeQuery);
        }
        if (text.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "the URI has a fragment, which means nothing here; write a # that belongs to a value as %23");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("the URI '" + beforeQuery
                    + "' has no scheme; it begins with the name of a backend, for example etcd://etcd-1:2379");
        }
        return new UriParts(
                form.group("scheme").toLowerCase(Locale.ROOT),
                Optional.ofNullable(form.group("hosts")),
                form.group("path"),
                Optional.ofNullable(form.group("query")).orElse(""));
    }

    private static boolean hasAt(String text) {
        return text.indexOf('@') >= 0 || text.contains("%40");
    }
}
