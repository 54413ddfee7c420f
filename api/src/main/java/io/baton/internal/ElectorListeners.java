// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.LeadershipListener;
import io.baton.LeadershipLostException;
import io.baton.LossReason;
import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the application wants done and told in the leaderships of one elector. For the loop's thread only. */
final class ElectorListeners {

    private static final Logger LOG = LoggerFactory.getLogger(ElectorListeners.class);

    private final ElectionName name;
    private final CallbackQueue callbacks;
    private final List<LeadershipListener> listeners = new ArrayList<>();
    private final List<LeaderElector.Task> tasks = new ArrayList<>();

    ElectorListeners(ElectionName name, CallbackQueue callbacks) {
        this.name = name;
        this.callbacks = callbacks;
    }

    void add(LeadershipListener listener, @Nullable DefaultLeadership held) {
        listeners.add(listener);
        if (held != null) {
            callbacks.add(() -> listener.onElected(held));
        }
    }

    void addTask(LeaderElector.Task task, @Nullable DefaultLeadership held) {
        tasks.add(task);
        if (held != null) {
            run(task, held);
        }
    }

    void elected(DefaultLeadership leadership) {
        tell(listener -> listener.onElected(leadership));
        tasks.forEach(task -> run(task, leadership));
    }

    void lost(DefaultLeadership leadership, LossReason reason) {
        callbacks.add(() -> leadership.tellLost(reason));
        tell(listener -> listener.onLost(leadership, reason));
    }

    void refused(BatonException why) {
        tell(listener -> listener.onRefused(why));
    }

    private void tell(Consumer<LeadershipListener> call) {
        listeners.forEach(listener -> callbacks.add(() -> call.accept(listener)));
    }

    private void run(LeaderElector.Task task, DefaultLeadership leadership) {
        Thread thread = new Thread(() -> runNow(task, leadership), "baton-work-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void runNow(LeaderElector.Task task, DefaultLeadership leadership) {
        try {
            leadership.call(() -> {
                task.run(leadership);
                return true;
            });
        } catch (LeadershipLostException | InterruptedException e) {
            LOG.debug("election={} leader-only work has ended with its leadership", name, e);
        } catch (Throwable e) {
            LOG.error(
                    "election={} token={} leader-only work has thrown; it runs again in the next leadership",
                    name,
                    leadership.token(),
                    e);
        }
    }
}
