// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds calls of annotated methods by methods of the same class that do not bear the annotation: they do not pass the proxy.
 *
 * <p>Seen are calls on {@code this} of methods without parameters, and method references. Where the class file cannot be read, in a
 * native image for example, nothing is found.
 */
final class SelfInvocations {

    private SelfInvocations() {}

    /** Refuses the class if it calls one of the methods that bear the annotation themselves. */
    static void check(Class<?> type, Set<Method> methods, ProxyRules rules) {
        Set<String> annotated = new HashSet<>();
        methods.forEach(method -> annotated.add(signature(method.getName(), Type.getMethodDescriptor(method))));
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<?> declaring = type; declaring != null && declaring != Object.class; ) {
            classes.add(declaring);
            declaring = declaring.getSuperclass();
        }
        Set<String> names = classes.stream().map(Type::getInternalName).collect(Collectors.toSet());
        classes.forEach(declaring ->
                find(declaring, new ThisCalls(names, annotated)).ifPresent(found -> refuse(found, methods, rules)));
    }

    private static Optional<Found> find(Class<?> declaring, ThisCalls calls) {
        try (InputStream file = declaring.getResourceAsStream(ClassUtils.getClassFileName(declaring))) {
            if (file != null) {
                new ClassReader(file).accept(calls, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
            return calls.found;
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static void refuse(Found found, Set<Method> methods, ProxyRules rules) {
        Method called = methods.stream()
                .filter(method -> signature(method.getName(), Type.getMethodDescriptor(method))
                        .equals(found.called()))
                .findFirst()
                .orElseThrow();
        throw rules.refused(
                called,
                "the method " + found.caller() + " of the same class calls it directly, past the proxy",
                "Move one of the two methods to another bean, or have the calling method bear @" + rules.annotation()
                        + " instead.");
    }

    private static String signature(String name, String descriptor) {
        return name + descriptor;
    }

    private record Found(String caller, String called) {}

    private static final class ThisCalls extends ClassVisitor {

        private static final String LAMBDA = "lambda$";

        /** A static method, which is given {@code this} as its first parameter. */
        private static final String KOTLIN_LAMBDA = "$lambda$";

        private final Set<String> classes;
        private final Set<String> annotated;
        private Optional<Found> found = Optional.empty();

        ThisCalls(Set<String> classes, Set<String> annotated) {
            super(SpringAsmInfo.ASM_VERSION);
            this.classes = classes;
            this.annotated = annotated;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String generics, String[] exceptions) {
            boolean passesTheProxyItself =
                    (access & Opcodes.ACC_BRIDGE) != 0 || annotated.contains(signature(name, descriptor));
            boolean hasThis = (access & Opcodes.ACC_STATIC) == 0 || name.contains(KOTLIN_LAMBDA);
            return new AfterThis(classes, passesTheProxyItself || !hasThis ? Set.of() : annotated, called -> {
                found = found.or(() -> Optional.of(new Found(caller(name), called)));
            });
        }

        /** A lambda is named after the method that it stands in. */
        private static String caller(String name) {
            int end = name.indexOf('$', LAMBDA.length());
            return name.startsWith(LAMBDA) && end > 0 ? name.substring(LAMBDA.length(), end) : name;
        }
    }
}
