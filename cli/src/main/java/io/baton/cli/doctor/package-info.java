// SPDX-License-Identifier: Apache-2.0
/** What {@code baton doctor} looks at. Nothing here changes a configuration or a store, but for one election that is forgotten again. */
@NullMarked
package io.baton.cli.doctor;

import org.jspecify.annotations.NullMarked;
