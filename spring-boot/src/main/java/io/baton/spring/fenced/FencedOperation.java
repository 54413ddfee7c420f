// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

/**
 * How one method is fenced.
 *
 * @param method the method as it is shown to people
 * @param resource the resource's name, without placeholders
 * @param transactionManager the bean name or qualifier of the transaction manager; empty for the application's only or
 *     primary one
 */
record FencedOperation(String method, String resource, String transactionManager) {

    /** A call of the method that cannot be checked; nothing has been run. */
    IllegalStateException refused(String why, String remedy) {
        return new IllegalStateException(
                "@Fenced(\"" + resource + "\") " + method + " was called " + why + ": " + remedy);
    }
}
