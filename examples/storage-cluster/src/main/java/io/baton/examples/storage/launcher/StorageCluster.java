// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.launcher;

import io.baton.examples.Resources;
import io.baton.examples.server.DemoFailure;
import io.baton.examples.storage.cluster.LocalCluster;
import io.baton.examples.storage.load.LoadReport;
import io.baton.examples.storage.load.StorageLoad;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the sample cluster and runs it until it is stopped; with {@code --load}, runs the load, judges it, and ends with
 * exit value 0 only if no acknowledged write was lost and no write of a stale leader was kept.
 */
public final class StorageCluster {

    private StorageCluster() {}

    public static void main(String[] arguments) {
        int exit;
        try (Resources resources = Resources.closedAtExit()) {
            exit = run(List.of(arguments), resources);
        }
        System.exit(exit);
    }

    private static int run(List<String> arguments, Resources resources) {
        try {
            return run(LauncherOptions.parse(arguments), resources);
        } catch (IllegalArgumentException wrongUse) {
            System.err.println(wrongUse.getMessage());
            System.err.println(LauncherOptions.USAGE);
            return 2;
        } catch (DemoFailure failure) {
            System.err.println("FAILED: " + failure.getMessage());
            return 1;
        } catch (IOException | SQLException failure) {
            failure.printStackTrace();
            return 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int run(LauncherOptions options, Resources resources)
            throws IOException, SQLException, InterruptedException {
        System.out.println(
                "The cluster is being started, over " + options.cluster().backend() + "; Ctrl-C stops it.");
        LocalCluster cluster = LocalCluster.start(options.cluster(), resources, System.out::println);
        System.out.println("The instances elect over " + cluster.store());
        cluster.instances().forEach(instance -> System.out.println("  " + instance.name() + "  " + instance.url()));
        if (options.load().isPresent()) {
            LoadReport report = StorageLoad.run(cluster, options.load().get(), System.out::println);
            report.lines().forEach(line -> System.out.println(options.cluster().backend() + ": " + line));
            return report.violations().isEmpty() ? 0 : 1;
        }
        System.out.println("Open one of them in a browser, and write through any of them:");
        System.out.println("  curl -L -X PUT -H 'Content-Type: text/plain' -d world "
                + cluster.instances().get(1).url() + "/entries/hello");
        new CountDownLatch(1).await();
        return 0;
    }
}
