// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * What may happen to one server of several. Each call returns when Docker has done it; clients notice in their own time.
 *
 * <pre>{@code
 * ContainerFaults.kill(ensemble.servers().get(0));
 * // the other two elect a leader of theirs; a leadership is kept, or another process leads
 * ContainerFaults.start(ensemble.servers().get(0));
 * }</pre>
 *
 * Stateless, so safe for use by any number of threads.
 */
public final class ContainerFaults {

    private ContainerFaults() {}

    /** SIGKILL: the process ends at once. Its data stay. */
    public static void kill(GenericContainer<?> container) {
        docker().killContainerCmd(container.getContainerId()).exec();
        docker().waitContainerCmd(container.getContainerId()).start().awaitStatusCode();
    }

    /** SIGTERM: the process ends in an orderly way, within ten seconds. Its data stay. */
    public static void terminate(GenericContainer<?> container) {
        docker().stopContainerCmd(container.getContainerId()).exec();
    }

    /** Starts what has ended, on its data; returns before it serves. */
    public static void start(GenericContainer<?> container) {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    /** Freezes the process: its connections stay open, and it answers nothing. */
    public static void freeze(GenericContainer<?> container) {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    /** Wakes what is frozen. */
    public static void wake(GenericContainer<?> container) {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
