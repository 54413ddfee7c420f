// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

/** The methods of controllers that answer HTTP requests. Found by name: an application need not have Spring's web modules. */
public final class RequestHandlers {

    private static final String MAPPING = "org.springframework.web.bind.annotation.RequestMapping";
    private static final String EXCHANGE = "org.springframework.web.service.annotation.HttpExchange";
    private static final String ENTITY = "org.springframework.http.HttpEntity";

    private static final Set<String> HANDLERS = Set.of(
            "org.springframework.web.HttpRequestHandler",
            "org.springframework.web.servlet.mvc.Controller",
            "org.springframework.web.servlet.function.HandlerFunction",
            "org.springframework.web.reactive.function.server.HandlerFunction",
            "jakarta.servlet.Servlet");

    private static final Set<String> OPERATIONS = Set.of(
            "org.springframework.boot.actuate.endpoint.annotation.ReadOperation",
            "org.springframework.boot.actuate.endpoint.annotation.WriteOperation",
            "org.springframework.boot.actuate.endpoint.annotation.DeleteOperation");

    private RequestHandlers() {}

    /** Whether requests are mapped to the method by annotations. Clients, whose interfaces have the same annotations, are not meant. */
    public static boolean isOne(Method method, Class<?> type) {
        MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
        return (annotations.isPresent(MAPPING) || annotations.isPresent(EXCHANGE))
                && MergedAnnotations.from(ClassUtils.getUserClass(type), SearchStrategy.TYPE_HIERARCHY)
                        .isPresent(Controller.class);
    }

    /**
     * Whether what the method returns becomes the answer to a request, whatever the way requests are mapped to it: if it were
     * skipped, the client would be told that it was called.
     */
    public static boolean answers(Method method, Class<?> type) {
        return isOne(method, type)
                || OPERATIONS.stream()
                        .anyMatch(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)::isPresent)
                || Arrays.stream(ClassUtils.getAllInterfacesForClass(ClassUtils.getUserClass(type)))
                        .filter(each -> HANDLERS.contains(each.getName()))
                        .flatMap(each -> Arrays.stream(each.getMethods()))
                        .anyMatch(each -> each.getName().equals(method.getName()));
    }

    /** Whether Spring calls the method around the handlers of its class: it prepares a call, or answers what a handler has thrown. */
    static boolean isHandlersCallback(Method method) {
        MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
        return annotations.isPresent("org.springframework.web.bind.annotation.ExceptionHandler")
                || annotations.isPresent("org.springframework.web.bind.annotation.InitBinder")
                || (annotations.isPresent("org.springframework.web.bind.annotation.ModelAttribute")
                        && !annotations.isPresent(MAPPING));
    }

    /** What a handler returns, alone or inside another value, that is worked on after the method has returned. */
    static Optional<Class<?>> workedOnLater(Method method, Class<?> type) {
        return workedOnLater(ResolvableType.forMethodReturnType(method, ClassUtils.getUserClass(type)));
    }

    private static Optional<Class<?>> workedOnLater(ResolvableType returned) {
        Class<?> type = returned.resolve(Object.class);
        if (Callable.class.isAssignableFrom(type) || ReturnKind.of(type).isEmpty()) {
            return Optional.of(type);
        }
        boolean stage = type == CompletableFuture.class || type == CompletionStage.class || type == Optional.class;
        return stage
                ? workedOnLater(returned.getGeneric())
                : entity(returned).flatMap(entity -> workedOnLater(entity.getGeneric()));
    }

    private static Optional<ResolvableType> entity(ResolvableType returned) {
        ResolvableType type = returned;
        while (type.resolve() != null) {
            if (type.resolve(Object.class).getName().equals(ENTITY)) {
                return Optional.of(type);
            }
            type = type.getSuperType();
        }
        return Optional.empty();
    }
}
