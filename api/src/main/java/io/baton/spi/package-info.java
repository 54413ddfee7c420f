// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a backend implements: the translation of a store's requests and events into the facts of one
 * protocol. A backend decides nothing: who leads, for how long and with which token is the engine's matter.
 */
@NullMarked
package io.baton.spi;

import org.jspecify.annotations.NullMarked;
