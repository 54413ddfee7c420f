// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.integration.project.FatJar;
import java.util.ArrayList;
import java.util.List;

/**
 * How a group of applications is set up.
 *
 * @param bootVersion that of Spring Boot
 * @param templates what the application is made of
 * @param arguments in which it differs from what users have who set nothing
 */
record JobSetting(String name, String bootVersion, List<String> templates, List<String> arguments) {

    static JobSetting standard() {
        return on(FatJar.newestBoot());
    }

    static JobSetting on(String bootVersion) {
        return new JobSetting("Boot " + bootVersion, bootVersion, List.of("spring-jobs"), List.of());
    }

    /** With the same job, which other libraries run. */
    static JobSetting ofOtherLibraries() {
        String bootVersion = FatJar.newestBoot();
        return new JobSetting("Boot " + bootVersion, bootVersion, List.of("spring-jobs", "spring-others"), List.of());
    }

    /** Spring stops all else while scheduled methods still run. */
    static JobSetting awaitingTermination(String bootVersion) {
        return on(bootVersion).withAwaitTermination();
    }

    /** The same, but that Spring stops all else while scheduled methods still run. */
    JobSetting withAwaitTermination() {
        return with("await-termination", "--spring.task.scheduling.shutdown.await-termination=true");
    }

    /** Without effect before JDK 21. */
    static JobSetting withVirtualThreads(String bootVersion) {
        return on(bootVersion).with("virtual threads", "--spring.threads.virtual.enabled=true");
    }

    private JobSetting with(String what, String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new JobSetting(name + ", " + what, bootVersion, templates, List.copyOf(more));
    }

    boolean hasVirtualThreads() {
        return arguments.contains("--spring.threads.virtual.enabled=true")
                && Java.ofApplications().feature() >= 21;
    }

    @Override
    public String toString() {
        return name;
    }
}
