// SPDX-License-Identifier: Apache-2.0
/**
 * Two counters that leaders in other processes increment, one of them behind a fence: whether an increment was lost shows whether fencing
 * tokens do what they are for, and the counter without a fence shows that the test could have found it.
 */
@NullMarked
package io.baton.testkit.history;

import org.jspecify.annotations.NullMarked;
