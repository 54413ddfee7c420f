// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A web application on a free port whose requests pass a filter. */
final class Receiver implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Ledger.class)
    static class Application {}

    private Receiver(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Receiver start(Filter filter) {
        var fencing = new FilterRegistrationBean<>(filter);
        fencing.setOrder(0);
        return start(
                Application.class,
                context -> context.registerBean("fencing", FilterRegistrationBean.class, () -> fencing));
    }

    interface Preparation {
        void prepare(GenericApplicationContext context);
    }

    static Receiver start(Class<?> application, Preparation preparation, String... properties) {
        return new Receiver(new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.main.banner-mode=off",
                        "spring.jmx.enabled=false")
                .properties(properties)
                .initializers(starting -> preparation.prepare((GenericApplicationContext) starting))
                .run());
    }

    Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Sends a request with these fencing tokens, one field for each. */
    HttpResponse<String> send(String method, String path, String... tokens) throws IOException, InterruptedException {
        return send(
                request(path, tokens).method(method, BodyPublishers.noBody()).build());
    }

    HttpRequest.Builder request(String path, String... tokens) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        for (String token : tokens) {
            request.header("Fencing-Token", token);
        }
        return request;
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
