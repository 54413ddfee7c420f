// SPDX-License-Identifier: Apache-2.0
/** Elections whose store runs in containers. */
@NullMarked
package io.baton.integration.containers;

import org.jspecify.annotations.NullMarked;
