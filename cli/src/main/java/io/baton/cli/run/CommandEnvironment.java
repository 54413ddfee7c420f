// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.Leadership;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment of a command: that of this process, without the credentials that connect this process to the store, and with what
 * the command is told of its leadership.
 *
 * @param keepsSecrets whether the command gets the credentials too
 */
public record CommandEnvironment(boolean keepsSecrets) {

    /** A user without the password would only have the command's own connection refused. */
    private static final Pattern SECRET =
            Pattern.compile("BATON_.*_(?:AUTH|CREDENTIALS?|PASSPHRASE|PASSWORD|SECRET|TOKEN|USER)");

    /** The names of the variables that a command does not get from an environment. */
    public Set<String> withheld(Map<String, String> environment) {
        Set<String> names = new TreeSet<>();
        if (!keepsSecrets) {
            environment.keySet().stream()
                    .filter(name -> SECRET.matcher(name).matches())
                    .forEach(names::add);
        }
        return names;
    }

    /** Makes an environment that of a command. */
    void apply(Map<String, String> environment, Leadership leadership, String candidate) {
        environment.keySet().removeAll(withheld(environment));
        environment.put("BATON_ELECTION", leadership.election());
        environment.put("BATON_TOKEN", leadership.token().toString());
        environment.put("BATON_CANDIDATE", candidate);
    }
}
