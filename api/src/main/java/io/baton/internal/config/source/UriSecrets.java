// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.util.Locale;

/** Errors about secrets in a URI. They name the key to use instead and repeat nothing of the secret. */
final class UriSecrets {

    private UriSecrets() {}

    /** The URI has an @, so that what is before it may be a password. */
    static IllegalArgumentException userInformation(String beginning) {
        String scheme = beginning.toLowerCase(Locale.ROOT);
        String keys = "the keys of the backend";
        if (scheme.startsWith("etcd")) {
            keys = "baton.etcd.user and baton.etcd.password";
        } else if (scheme.startsWith("zookeeper")) {
            keys = "baton.zookeeper.auth (user:password)";
        }
        return new IllegalArgumentException(
                "the URI has an @, the sign of user information, which is not repeated here: logs and"
                        + " lists of processes show URIs; " + instead(keys) + ". An @ in a parameter is written %40");
    }

    /** A parameter of the URI is a secret. */
    static IllegalArgumentException parameter(String name, String key) {
        return new IllegalArgumentException("the URI's parameter '" + name
                + "' is a secret, and logs and lists of processes show URIs; " + instead(key));
    }

    private static String instead(String keys) {
        return "set " + keys + " in the file that " + ConfigurationKeys.CONFIG
                + " names, in an environment variable, or in the map";
    }
}
