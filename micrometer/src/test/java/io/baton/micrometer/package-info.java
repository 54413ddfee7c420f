// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.baton.micrometer;

import org.jspecify.annotations.NullMarked;
