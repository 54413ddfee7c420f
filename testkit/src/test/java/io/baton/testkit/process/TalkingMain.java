// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** A program to start and to kill: answers lines, and ends at the end of its input. */
final class TalkingMain {

    private TalkingMain() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("ready " + String.join(",", arguments) + " " + System.getProperty("talk", "-"));
        System.err.println("an error line");
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            switch (line) {
                case "start a child" ->
                    System.out.println("child "
                            + ChildJvm.of(TalkingMain.class.getName()).start().pid());
                case "start a frozen child" -> System.out.println("child " + frozenChild());
                case "exit" -> System.exit(3);
                default -> System.out.println("you said " + line);
            }
        }
    }

    private static long frozenChild() {
        try {
            ChildJvm child = ChildJvm.of(TalkingMain.class.getName()).start();
            child.pause();
            return child.pid();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
