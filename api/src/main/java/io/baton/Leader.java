// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.util.Map;

/**
 * Who leads an election, as the store told it. By the time it is read it can be out of date.
 *
 * @param id the candidate's id
 * @param attributes what the candidate publishes about itself
 * @param token the token of its leadership
 */
public record Leader(String id, Map<String, String> attributes, FencingToken token) {

    public Leader {
        attributes = Map.copyOf(attributes);
    }
}
