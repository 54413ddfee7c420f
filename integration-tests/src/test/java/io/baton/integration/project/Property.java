// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

/** What the build tells its tests. */
final class Property {

    private Property() {}

    static String of(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set; this test runs in a build by Maven");
        }
        return value;
    }
}
