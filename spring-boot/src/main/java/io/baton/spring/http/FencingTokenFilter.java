// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.FencingToken;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.StaleTokenException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the requests of a deposed leader where they arrive: a servlet filter that has the tokens of the {@link
 * FencingTokenHeader} checked by a {@link FencingGuard}. As a bean it filters every request of a Spring Boot
 * application; a registration narrows that:
 *
 * <pre>{@code
 * FencingGuard guard = FencingGuard.inDatabase(source, JdbcFence.postgresql());
 * var entries = new FilterRegistrationBean<>(new FencingTokenFilter(guard).forElections("billing"));
 * entries.addUrlPatterns("/entries/*");
 * }</pre>
 *
 * <p><b>Promised.</b> A request is handled inside {@link FencingGuard#guarded}, so that none with a smaller token is
 * handled after or beside one with a greater, in all processes that share the guard. Requests of one election are
 * therefore handled one after the other. With {@link #checkingOnly()} they are handled at the same time, and a slow one
 * may end after those of the next leader.
 *
 * <p><b>Answers</b> in place of the application's, each with a body of {@code application/problem+json}:
 * <ul>
 *   <li>{@code 412} to a stale token, with the greatest token seen in {@code Fencing-Token}
 *   <li>{@code 428} to a request without a token, unless its method is GET, HEAD, OPTIONS or TRACE or the filter is
 *       {@link #optional()}
 *   <li>{@code 400} to a malformed field, to a name that the guard does not take, and to an election that is not one of
 *       {@link #forElections}
 *   <li>{@code 503} with {@code Retry-After: 1} and a WARN in the log when the guard fails: the request is not handled
 * </ul>
 *
 * <p><b>Not promised.</b> What goes on after the chain has returned is not guarded: asynchronous requests ({@code
 * DeferredResult}, {@code CompletableFuture}, reactive types, {@code StreamingResponseBody}) are only checked. When the
 * guard fails after the request was handled, its exception passes to the container, which answers 500 if it still can.
 * Error and asynchronous dispatches are not filtered again. A token is not a credential: put this behind the filters
 * that know who asks, as its default order does.
 *
 * <p>A filter without {@link #forElections} takes any election's token, and makes a resource of the guard for each name
 * that requests bring. Exceptions of the chain pass unchanged, and parameters and body are not read. Immutable and
 * thread-safe.
 */
public final class FencingTokenFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(FencingTokenFilter.class);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final FencingGuard guard;
    private final Rules rules;

    /** An empty set of elections stands for all. */
    private record Rules(
            boolean checkingOnly, boolean optional, Set<String> elections, UnaryOperator<String> resources) {}

    /** Guards each request by the token it has to have, with the elections' names as resources of the guard. */
    public FencingTokenFilter(FencingGuard guard) {
        this(guard, new Rules(false, false, Set.of(), UnaryOperator.identity()));
    }

    private FencingTokenFilter(FencingGuard guard, Rules rules) {
        this.guard = guard;
        this.rules = rules;
    }

    /**
     * The same filter, which checks the tokens before a request is handled and not while it is: for handlers that are
     * safe by themselves, for example because the database they write to is fenced too.
     */
    public FencingTokenFilter checkingOnly() {
        return new FencingTokenFilter(guard, new Rules(true, rules.optional, rules.elections, rules.resources));
    }

    /**
     * The same filter, which lets requests of all methods pass without a token. A token that is there is still checked.
     */
    public FencingTokenFilter optional() {
        return new FencingTokenFilter(guard, new Rules(rules.checkingOnly, true, rules.elections, rules.resources));
    }

    /**
     * The same filter for tokens of these elections only. Without this the token of any election lets a request pass.
     *
     * @throws IllegalArgumentException if no election is named
     */
    public FencingTokenFilter forElections(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("name the elections whose leaders may send requests");
        }
        return new FencingTokenFilter(
                guard, new Rules(rules.checkingOnly, rules.optional, Set.of(names), rules.resources));
    }

    /**
     * The same filter with other names for the guard's resources, for a guard that has resources of its own besides.
     *
     * @param names makes a resource's name of an election's, a different one of each: {@code name -> "http:" + name}
     */
    public FencingTokenFilter withResources(UnaryOperator<String> names) {
        return new FencingTokenFilter(guard, new Rules(rules.checkingOnly, rules.optional, rules.elections, names));
    }

    /** Of this filter alone: a chain may have two, for other elections. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return super.getAlreadyFilteredAttributeName() + "@" + Integer.toHexString(System.identityHashCode(this));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SortedMap<String, FencingToken> tokens;
        try {
            tokens = FencingTokenHeader.parse(tokenFields(request));
        } catch (IllegalArgumentException malformed) {
            Refusal.malformed(String.valueOf(malformed.getMessage())).send(response);
            return;
        }
        if (!rules.elections.isEmpty() && !rules.elections.containsAll(tokens.keySet())) {
            Refusal.malformed("the token of an election that is not accepted here")
                    .send(response);
        } else if (!tokens.isEmpty()) {
            handle(
                    new FencedRequest(guard, rules.resources, tokens),
                    response,
                    () -> chain.doFilter(request, response));
        } else if (rules.optional || SAFE_METHODS.contains(request.getMethod())) {
            chain.doFilter(request, response);
        } else {
            Refusal.missing().send(response);
        }
    }

    private static List<String> tokenFields(HttpServletRequest request) {
        return Collections.list(request.getHeaders(FencingTokenHeader.NAME));
    }

    private void handle(FencedRequest request, HttpServletResponse response, FencedRequest.Handling handling)
            throws ServletException, IOException {
        try {
            if (rules.checkingOnly) {
                request.handleChecked(handling);
            } else {
                request.handleGuarded(handling);
            }
        } catch (RuntimeException failure) {
            if (request.hasBegun()) {
                throw failure;
            }
            refusal(request.election(), failure).send(response);
        }
    }

    private static Refusal refusal(String election, RuntimeException failure) {
        if (failure instanceof StaleTokenException stale) {
            return Refusal.stale(election, stale.offered(), stale.highestSeen());
        }
        if (failure instanceof IllegalArgumentException) {
            return Refusal.malformed("the name of an election that cannot be guarded here");
        }
        LOG.warn(
                "the token of election {} could not be checked; the request was refused with 503",
                FencingTokenHeader.encoded(election),
                failure);
        return Refusal.unguarded();
    }
}
