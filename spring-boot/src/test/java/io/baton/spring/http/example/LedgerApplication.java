// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http.example;

import io.baton.fencing.FencingGuard;
import io.baton.fencing.JdbcFence;
import io.baton.spring.http.FencingTokenFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The receiver. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(LedgerApplication.Entries.class)
class LedgerApplication {

    @Bean
    FilterRegistrationBean<FencingTokenFilter> fencedEntries(DataSource source) throws SQLException {
        JdbcFence fence = JdbcFence.postgresql();
        try (Connection connection = source.getConnection()) {
            fence.createTableIfMissing(connection);
        }
        FencingGuard guard = FencingGuard.inDatabase(source, fence);
        var entries = new FilterRegistrationBean<>(new FencingTokenFilter(guard).forElections("billing"));
        entries.addUrlPatterns("/entries/*");
        return entries;
    }

    @RestController
    static class Entries {

        final List<String> written = new CopyOnWriteArrayList<>();

        @PostMapping("/entries")
        void write(@RequestBody String entry) {
            written.add(entry);
        }

        @PostMapping("/unfenced")
        void other() {}
    }
}
