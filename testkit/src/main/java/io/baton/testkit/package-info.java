// SPDX-License-Identifier: Apache-2.0
/** For authors of backends: the contract that every backend passes. */
@NullMarked
package io.baton.testkit;

import org.jspecify.annotations.NullMarked;
