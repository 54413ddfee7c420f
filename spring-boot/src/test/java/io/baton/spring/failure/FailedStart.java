// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts an application that cannot start, and answers what its user reads. */
public final class FailedStart {

    private FailedStart() {}

    /** The analysis that Spring Boot prints in the place of a stack trace. */
    public static String text(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext started = spring.run(arguments)) {
            throw new AssertionError(started + " has started");
        } catch (RuntimeException expected) {
            FailureAnalysis analysis =
                    RecordedAnalysis.take().orElseThrow(() -> new AssertionError("no analysis of", expected));
            return "Description:\n\n" + analysis.getDescription() + "\n\nAction:\n\n" + analysis.getAction();
        }
    }

    /** The same on the class path without one jar. */
    static String textWithout(String jar, Class<?> application, String... arguments)
            throws ReflectiveOperationException, IOException {
        URL[] classPath = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(element -> !element.contains(jar))
                .map(FailedStart::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return (String) loader.loadClass(FailedStart.class.getName())
                    .getMethod("text", Class.class, String[].class)
                    .invoke(null, loader.loadClass(application.getName()), arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String element) {
        try {
            return Path.of(element).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(element, e);
        }
    }
}
