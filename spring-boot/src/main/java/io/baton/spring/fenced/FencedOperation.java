// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

/**
 * How one method is fenced.
 *
 * @param method the method as it is shown to people
 * @param resource the resource's name, without placeholders
 * @param manager which transaction manager is meant
 */
record FencedOperation(String method, String resource, ManagerName manager) {

    /**
     * Names a transaction manager as Spring does.
     *
     * @param given the bean name or qualifier that an annotation of the transaction gives; empty if none does
     * @param ofType the qualifier of the class, which need not be one of a transaction manager; empty if there is none
     */
    record ManagerName(String given, String ofType) {}

    /** A call of the method that cannot be checked; nothing has been run. */
    IllegalStateException refused(String why, String remedy) {
        return new IllegalStateException(
                "@Fenced(\"" + resource + "\") " + method + " was called " + why + ": " + remedy);
    }
}
