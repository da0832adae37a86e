package org.odklep.web.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.account.Actor;
import org.odklep.account.ApiTokens;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.web.graph.ErrorWriter;
import org.odklep.web.graph.GraphErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises the bearer of a token (RFC 6750, in the header only). Whoever brings none stays anonymous. */
final class BearerFilter extends OncePerRequestFilter {
    private static final Pattern CREDENTIALS =
            Pattern.compile("Bearer +([A-Za-z0-9_-]{1,128})", Pattern.CASE_INSENSITIVE);

    private final ApiTokens tokens;
    private final ErrorWriter errors;
    private final InstantSource clock;

    BearerFilter(ApiTokens tokens, ErrorWriter errors, InstantSource clock) {
        this.tokens = tokens;
        this.errors = errors;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Actor> actor;
        try {
            actor = secret(request).flatMap(secret -> tokens.authenticate(secret, origin(request), clock.instant()));
        } catch (StoreUnavailable e) {
            logger.warn("the owner of a token could not be asked about: " + e.getMessage());
            errors.write(request, response, GraphErrors.unavailable());
            return;
        }
        if (actor.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(actor.get(), null, List.of()));
            SecurityContextHolder.setContext(context);
        } else {
            logger.debug("a request came without a valid token");
        }
        chain.doFilter(request, response);
    }

    /** The one token of a request; two of them are as good as none. */
    private static Optional<Secret> secret(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher credentials = CREDENTIALS.matcher(headers.getFirst());
        return credentials.matches() ? Optional.of(Secret.of(credentials.group(1))) : Optional.empty();
    }

    private static ClientAddress origin(HttpServletRequest request) {
        return ClientAddress.parse(request.getRemoteAddr()).orElse(ClientAddress.LOCAL);
    }
}
