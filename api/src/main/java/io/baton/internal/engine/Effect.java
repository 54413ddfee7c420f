// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/** What the engine orders. Effects of one step are carried out in their order. */
public sealed interface Effect permits StoreRequest, ElectorEffect {

    /** Whether it only tells the application something, and asks nothing of the store. */
    boolean onlyTells();
}
