// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.baton.cli.argument;

import org.jspecify.annotations.NullMarked;
