// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

/** Where a run was made. */
public record MachineDescription(String system, String jdk, int processors) {

    /** The machine that this is. */
    public static MachineDescription here() {
        return new MachineDescription(
                property("os.name") + " " + property("os.version") + ", " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version"),
                Runtime.getRuntime().availableProcessors());
    }

    private static String property(String key) {
        return System.getProperty(key, "unknown");
    }
}
