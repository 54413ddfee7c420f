// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.baton.internal.elector;

import org.jspecify.annotations.NullMarked;
