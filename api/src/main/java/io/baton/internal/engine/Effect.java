// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** An order of the engine: a request to the store, or a change of the elector. Effects of one step are carried out in their order. */
public sealed interface Effect permits StoreRequest, ElectorEffect {

    /** Whether the effect only reports to the application and sends nothing to the store. */
    boolean onlyTells();
}
