// SPDX-License-Identifier: Apache-2.0
/** The contract of all backends, on real etcd servers. */
@NullMarked
package io.baton.etcd.contract;

import org.jspecify.annotations.NullMarked;
