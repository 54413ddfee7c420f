// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Baton;
import io.baton.internal.config.source.ConfigurationSources;
import io.baton.internal.config.source.ConnectionConfiguration;
import io.baton.spi.support.AsyncLogger;
import java.util.Map;

/** Makes connections whose keys come from more than one place. Errors say from where. */
public final class SourcedConnector {

    private static final AsyncLogger LOG = AsyncLogger.of(SourcedConnector.class);

    private SourcedConnector() {}

    /** Connects as a map says, and, where it sets no key, as the environment of this process does. */
    public static Baton connect(Map<String, String> explicit) {
        return connect(configuration(explicit));
    }

    /** The same, with a URI between the map and the environment. */
    public static Baton connect(String uri, Map<String, String> explicit) {
        return connect(configuration(uri, explicit));
    }

    /** What {@link #connect(Map)} connects with. */
    public static ConnectionConfiguration configuration(Map<String, String> explicit) {
        return ConfigurationSources.ofProcess().under(explicit, Connector.keys(Connector.providers()));
    }

    /** What {@link #connect(String, Map)} connects with. */
    public static ConnectionConfiguration configuration(String uri, Map<String, String> explicit) {
        return ConfigurationSources.ofProcess().under(explicit, uri, Connector.keys(Connector.providers()));
    }

    private static Baton connect(ConnectionConfiguration configuration) {
        LOG.debug("keys and their sources: {}", configuration);
        configuration.ignored().forEach(why -> LOG.warn("{}", why));
        try {
            return Connector.connect(configuration.keys());
        } catch (IllegalArgumentException e) {
            throw configuration.explained(e);
        }
    }
}
