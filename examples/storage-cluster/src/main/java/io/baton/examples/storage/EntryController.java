// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import static io.baton.examples.storage.StorageApplication.ELECTION;

import io.baton.LeaderOnly;
import io.baton.fencing.StaleTokenException;
import java.util.List;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The entries over HTTP. A standby answers a write with a redirect to the leader. */
@RestController
@RequestMapping("/entries")
class EntryController {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_VALUE = 4_000;
    private static final int MOST_LISTED = 1_000;

    private final EntryStore entries;
    private final Refusals refusals;

    EntryController(EntryStore entries, Refusals refusals) {
        this.entries = entries;
        this.refusals = refusals;
    }

    @PutMapping("/{key}")
    @LeaderOnly(ELECTION)
    LoggedWrite put(@PathVariable String key, @RequestBody(required = false) String value) {
        String content = value == null ? "" : value;
        if (key.length() > LONGEST_KEY || content.length() > LONGEST_VALUE) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "a key has at most " + LONGEST_KEY + " characters, a value " + LONGEST_VALUE);
        }
        return entries.put(key, content);
    }

    @DeleteMapping("/{key}")
    @LeaderOnly(ELECTION)
    ResponseEntity<LoggedWrite> delete(@PathVariable String key) {
        return ResponseEntity.of(entries.delete(key));
    }

    @GetMapping("/{key}")
    ResponseEntity<Entry> get(@PathVariable String key) {
        return ResponseEntity.of(entries.find(key));
    }

    @GetMapping
    List<Entry> list() {
        return entries.list(MOST_LISTED);
    }

    /** Nothing was written: the database was busy, or a frozen leader keeps the row of the fence. */
    @ExceptionHandler
    ResponseEntity<String> busy(TransientDataAccessException busy) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body("the database is busy");
    }

    /** Nothing was written, and the next leader is there already: the client may try again at once. */
    @ExceptionHandler
    ResponseEntity<String> refused(StaleTokenException stale) {
        refusals.record(stale);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "0")
                .body("this instance leads no longer");
    }
}
