// SPDX-License-Identifier: Apache-2.0
/**
 * What Baton promises over etcd, held against real servers through the API of its users: who may lead, over which
 * connections, and what it says when something is wrong.
 */
@NullMarked
package io.baton.etcd.acceptance;

import org.jspecify.annotations.NullMarked;
