// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Files that candidates read are gone, cannot be read or are half written; and something makes the candidates read them. */
public final class FileFaults {

    private final List<Path> files;
    private final Random random = new Random(ChaosRun.SEED);
    private final ChaosFault.Action stir;
    private final Map<Path, byte[]> whole = new LinkedHashMap<>();

    private FileFaults(List<Path> files, ChaosFault.Action stir) {
        this.files = List.copyOf(files);
        this.stir = stir;
    }

    /**
     * One fault for each way.
     *
     * @param stir makes candidates connect anew while the files are damaged
     */
    public static List<ChaosFault> of(String what, List<Path> files, ChaosFault.Action stir) {
        FileFaults faults = new FileFaults(files, stir);
        return List.of(
                faults.fault(what + " missing", Files::delete),
                faults.fault(what + " unreadable", FileFaults::makeUnreadable),
                faults.fault(what + " half written", FileFaults::halve),
                faults.fault(what + " empty", file -> Files.write(file, new byte[0])));
    }

    private ChaosFault fault(String name, Damage damage) {
        return ChaosFault.of(name, () -> begin(damage), this::restore);
    }

    private void begin(Damage damage) throws Exception {
        List<Path> chosen = new ArrayList<>();
        int only = random.nextInt(files.size() + 1);
        for (int i = 0; i < files.size(); i++) {
            if (i == only || only == files.size()) {
                chosen.add(files.get(i));
            }
        }
        for (Path file : chosen) {
            whole.put(file, Files.readAllBytes(file));
            damage.to(file);
        }
        stir.run();
    }

    private void restore() throws IOException {
        for (var file : whole.entrySet()) {
            replace(file.getKey(), file.getValue());
        }
        whole.clear();
    }

    /** As who renews files does it: readers see the old or the new content. */
    public static void replace(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            Files.delete(file);
        }
        Path fresh = Files.write(file.resolveSibling(file.getFileName() + ".new"), content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Permissions would not hinder an administrator's process. */
    private static void makeUnreadable(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
    }

    private static void halve(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
    }

    @FunctionalInterface
    private interface Damage {
        void to(Path file) throws IOException;
    }
}
