// SPDX-License-Identifier: Apache-2.0
/** Projects of users, built by Maven as users build them. For tests of what the jars of Baton bring along. */
@NullMarked
package io.baton.integration.project;

import org.jspecify.annotations.NullMarked;
