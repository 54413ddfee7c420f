// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.baton.cli.run;

import org.jspecify.annotations.NullMarked;
