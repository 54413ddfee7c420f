// SPDX-License-Identifier: Apache-2.0
/** What the machine of a test gives to processes and takes from them: processor time, room on a disk. Needs Linux and root. */
@NullMarked
package io.baton.testkit.host;

import org.jspecify.annotations.NullMarked;
