// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.awaitility.Awaitility.await;

import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.LeaderOnly.Otherwise;
import io.baton.NotLeaderException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** An application whose handlers only the leader runs, and that keeps what they were given. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    Served.class,
    WriteApplication.Redirecting.class,
    WriteApplication.Forwarding.class,
    WriteApplication.Throwing.class,
    WriteApplication.Open.class,
    WriteApplication.Resigning.class
})
class WriteApplication {

    /** Else Tomcat refuses encoded slashes before the application sees them. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return factory ->
                factory.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
    }

    @RestController
    @LeaderOnly("writes")
    static class Redirecting {

        private final Served served;

        Redirecting(Served served) {
            this.served = served;
        }

        @RequestMapping("/redirect/**")
        public String serve(HttpServletRequest request) throws IOException {
            return served.add(request);
        }

        @PostMapping("/form")
        public String form(@RequestParam List<String> item, HttpServletRequest request) throws IOException {
            return item + served.add(request);
        }

        /** Reached by an instance that leads, and does not any more when it is called. */
        @PostMapping("/resigned")
        public String resigned(Resignation done, HttpServletRequest request) throws IOException {
            return done + served.add(request);
        }

        @PostMapping("/resigned-future")
        public CompletableFuture<String> resignedFuture(Resignation done, HttpServletRequest request)
                throws IOException {
            return CompletableFuture.completedFuture(done + served.add(request));
        }
    }

    @RestController
    static class Forwarding {

        private final Served served;

        Forwarding(Served served) {
            this.served = served;
        }

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        @RequestMapping("/forward/**")
        public ResponseEntity<byte[]> serve(HttpServletRequest request) throws IOException {
            String answer = served.add(request);
            int size = request.getIntHeader("X-Answer-Size");
            return ResponseEntity.status(Math.max(request.getIntHeader("X-Answer-Status"), 200))
                    .header("X-Twice", "a", "b")
                    .header("Set-Cookie", "of-leader=1")
                    .body(size > 0 ? new byte[size] : answer.getBytes(StandardCharsets.UTF_8));
        }

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        @RequestMapping("/forwarded-form")
        public String form(@RequestParam List<String> item, HttpServletRequest request) throws IOException {
            return item + served.add(request);
        }

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        @PostMapping("/forwarded-upload")
        public String upload(@RequestParam MultipartFile file, @RequestParam String note) throws IOException {
            return file.getOriginalFilename() + " " + file.getContentType() + " " + file.getSize() + " "
                    + Served.digest(file.getBytes()) + " " + note;
        }

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        @PostMapping("/forwarded-resigned")
        public String resigned(Resignation done, HttpServletRequest request) throws IOException {
            return done + served.add(request);
        }
    }

    @RestController
    @LeaderOnly(value = "writes", otherwise = Otherwise.THROW)
    static class Throwing {

        @PostMapping("/throw")
        public String work() {
            return "done";
        }

        @ExceptionHandler(NotLeaderException.class)
        public ResponseEntity<String> notLeader(NotLeaderException e) {
            return ResponseEntity.status(421).body("asked of a standby of " + e.election());
        }
    }

    @RestController
    static class Open {

        @GetMapping("/open")
        public String query(HttpServletRequest request) {
            return request.getQueryString() + " " + request.getParameterMap().keySet();
        }
    }

    /** An argument whose making ends the leadership of the instance. */
    record Resignation(boolean done) {}

    static class Resigning implements HandlerMethodArgumentResolver, WebMvcConfigurer {

        private final LeaderElector elector;

        Resigning(@Qualifier("writes") LeaderElector elector) {
            this.elector = elector;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(this);
        }

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Resignation.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            elector.resign();
            await().atMost(Instance.SOON).until(() -> !elector.isLeader());
            return new Resignation(true);
        }
    }
}
