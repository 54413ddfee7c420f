// SPDX-License-Identifier: Apache-2.0
/**
 * For readers of a chaos run: what was recorded, whether the promises were kept, and a page that shows both without any other file.
 */
@NullMarked
package io.baton.testkit.chaos.report;

import org.jspecify.annotations.NullMarked;
