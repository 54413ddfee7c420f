// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

/** How a request to the cluster has ended. */
public sealed interface Reply<T> {

    record Done<T>(T value) implements Reply<T> {}

    /** There is no such lease, any more or at all. Nothing was carried out. */
    record LeaseGone<T>() implements Reply<T> {}

    /** Not carried out, and asking again is of no use before an operator mends the cause, which says how. */
    record Refused<T>(Exception cause) implements Reply<T> {}

    /** It may have been carried out, it may be later, or never. */
    record Unknown<T>(Exception cause) implements Reply<T> {}
}
