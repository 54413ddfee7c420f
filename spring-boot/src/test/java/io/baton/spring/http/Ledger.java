// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the requests of a test reach; it remembers the tokens of those that it has handled, in order. */
@RestController
class Ledger {

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private volatile Runnable whileHandled = () -> {};

    List<String> handled() {
        return List.copyOf(handled);
    }

    /** Run by each request for an entry, after it has noted its token. */
    void whileHandled(Runnable work) {
        whileHandled = work;
    }

    @PostMapping("/entries")
    String write(HttpServletRequest request) {
        handled.add(String.join(" and ", Collections.list(request.getHeaders(FencingTokenHeader.NAME))));
        whileHandled.run();
        return "written";
    }

    @GetMapping("/entries")
    List<String> read() {
        return handled();
    }

    @PostMapping("/form")
    String form(@RequestParam("amount") String amount) {
        return "amount " + amount;
    }

    @PostMapping("/body")
    String body(@RequestBody String body) {
        return "body " + body;
    }

    @GetMapping("/async")
    Callable<String> async() {
        return () -> "later";
    }

    @PostMapping("/error-page")
    void errorPage(HttpServletResponse response) throws IOException {
        response.sendError(500);
    }

    /** Never answers. */
    @PostMapping("/hang")
    void hang() throws InterruptedException {
        System.out.println("hangs");
        new CountDownLatch(1).await();
    }
}
