// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an instance has to know.
 *
 * @param instance the name of this instance
 * @param writesKept how many writes of each key the log keeps
 * @param writesShown how many of the last writes, of whatever key, are shown and therefore kept
 * @param termsShown how many of the last terms are shown
 * @param streams how many event streams an instance serves at once
 */
@ConfigurationProperties("storage")
record StorageProperties(
        @DefaultValue("storage-1") String instance,
        @DefaultValue("3") int writesKept,
        @DefaultValue("15") int writesShown,
        @DefaultValue("10") int termsShown,
        @DefaultValue("100") int streams) {}
