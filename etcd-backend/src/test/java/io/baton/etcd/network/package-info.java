// SPDX-License-Identifier: Apache-2.0
/** How members of a cluster are found, reached and left: addresses, files of TLS, logins, and pauses between attempts. */
@NullMarked
package io.baton.etcd.network;

import org.jspecify.annotations.NullMarked;
