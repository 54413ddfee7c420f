// SPDX-License-Identifier: Apache-2.0
/**
 * What a client of etcd is configured with: endpoints and their addresses, TLS, the login and the pace of attempts. Uses no other
 * package of the backend.
 */
@NullMarked
package io.baton.etcd.internal.client.settings;

import org.jspecify.annotations.NullMarked;
