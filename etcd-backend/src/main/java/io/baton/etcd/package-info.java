// SPDX-License-Identifier: Apache-2.0
/** For users of etcd: elections kept in etcd. Wires the packages below it, which are not for users. */
@NullMarked
package io.baton.etcd;

import org.jspecify.annotations.NullMarked;
