// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.baton.fencing;

import org.jspecify.annotations.NullMarked;
