// SPDX-License-Identifier: Apache-2.0
/**
 * The client of etcd: single requests and watches at the selected member. Knows nothing of elections; uses the packages below it
 * only.
 */
@NullMarked
package io.baton.etcd.internal.client;

import org.jspecify.annotations.NullMarked;
