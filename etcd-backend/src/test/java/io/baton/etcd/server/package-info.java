// SPDX-License-Identifier: Apache-2.0
/** Real etcd servers for the tests of this module, each a process of its own. For authors of tests. */
@NullMarked
package io.baton.etcd.server;

import org.jspecify.annotations.NullMarked;
