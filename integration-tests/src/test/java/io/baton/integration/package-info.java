// SPDX-License-Identifier: Apache-2.0
/** For whoever changes what the jars of Baton bring along: tests of several backends together. */
@NullMarked
package io.baton.integration;

import org.jspecify.annotations.NullMarked;
