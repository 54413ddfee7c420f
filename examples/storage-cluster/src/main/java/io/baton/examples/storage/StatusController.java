// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The state of the cluster, once or as a stream of server-sent events. */
@RestController
class StatusController {

    private final StatusReader reader;
    private final StatusStreams streams;

    StatusController(StatusReader reader, StatusStreams streams) {
        this.reader = reader;
        this.streams = streams;
    }

    @GetMapping("/status")
    ResponseEntity<ClusterStatus> status() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(reader.read());
    }

    @GetMapping("/events")
    ResponseEntity<SseEmitter> events() {
        SseEmitter stream = streams.open()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE, "this instance serves as many event streams as it may"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(stream);
    }
}
