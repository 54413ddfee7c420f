// SPDX-License-Identifier: Apache-2.0
/** The connection to one member of the cluster at a time, from the lookup of addresses to the login. Uses the settings only. */
@NullMarked
package io.baton.etcd.internal.client.member;

import org.jspecify.annotations.NullMarked;
