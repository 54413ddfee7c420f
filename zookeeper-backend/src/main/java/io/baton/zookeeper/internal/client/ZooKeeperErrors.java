// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/** What an error of ZooKeeper means for the request, and what to do about it. */
public final class ZooKeeperErrors {

    private ZooKeeperErrors() {}

    /** Whether asking again is of no use before an operator mends the cause. */
    public static boolean isRefusal(Code code) {
        return switch (code) {
            case NOAUTH,
                    AUTHFAILED,
                    SESSIONCLOSEDREQUIRESASLAUTH,
                    INVALIDACL,
                    QUOTAEXCEEDED,
                    EPHEMERALONLOCALSESSION,
                    NOCHILDRENFOREPHEMERALS,
                    UNIMPLEMENTED,
                    BADARGUMENTS -> true;
            default -> false;
        };
    }

    /** Whether the session is over. */
    public static boolean isEnd(Code code) {
        return code == Code.SESSIONEXPIRED;
    }

    /** An error with its path. */
    public static Exception of(Code code, String path) {
        KeeperException cause = KeeperException.create(code, path);
        String advice = advice(code);
        return advice.isEmpty()
                ? cause
                : new IllegalStateException("ZooKeeper refuses at " + path + ": " + advice, cause);
    }

    /** ZooKeeper's client could not log in, for a reason of this process. */
    static Exception loginFailed(String section) {
        return new IllegalStateException("the JAAS login with the section '" + section
                + "' is not possible in this process, so no server was asked. Check that the file of"
                + " java.security.auth.login.config has that section, or correct baton.zookeeper.sasl.login-context; the"
                + " log of org.apache.zookeeper says more");
    }

    private static String advice(Code code) {
        return switch (code) {
            case NOAUTH ->
                "the identity of this client has no permission there. Compare the node's ACL (getAcl) with"
                        + " baton.zookeeper.auth, or with the authorization of the CuratorFramework";
            case SESSIONCLOSEDREQUIRESASLAUTH ->
                "the server requires SASL, and this client has not logged in. Set java.security.auth.login.config to a JAAS"
                        + " file with the section that baton.zookeeper.sasl.login-context names (Client unless set), and"
                        + " leave zookeeper.sasl.client at true";
            case AUTHFAILED ->
                "the server does not accept the credentials of this client. Check baton.zookeeper.auth-scheme and"
                        + " baton.zookeeper.auth, or the JAAS login";
            case INVALIDACL ->
                "the ACL cannot be set. creator-all needs an authenticated client: set baton.zookeeper.auth, or"
                        + " baton.zookeeper.acl=open";
            case QUOTAEXCEEDED -> "a quota is used up. Raise it (setquota) or remove what fills it";
            case EPHEMERALONLOCALSESSION ->
                "the server makes local sessions that cannot own ephemeral nodes. Set"
                        + " localSessionsUpgradingEnabled=true there, or localSessionsEnabled=false";
            case NOCHILDRENFOREPHEMERALS -> "the node above is ephemeral. Choose another baton.zookeeper.root";
            case UNIMPLEMENTED -> "the server is too old. Baton needs ZooKeeper 3.6 or later";
            case BADARGUMENTS -> "the request is not understood. Baton needs ZooKeeper 3.6 or later";
            default -> "";
        };
    }
}
