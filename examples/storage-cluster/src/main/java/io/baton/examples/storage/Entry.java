// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

/**
 * What is stored under a key.
 *
 * @param version 1 for the first write of the key, greater by one with each further write
 */
record Entry(String key, String value, long version) {}
