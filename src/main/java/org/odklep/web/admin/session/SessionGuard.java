package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out whose a session is, anew at every request, and leads who is half-way signed in to the page that is left to them,
 * and nowhere else. What
 * fails because the store is away is answered with 503.
 */
final class SessionGuard extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGuard.class);

    /** What {@code odklep.js} sends when it fetches a list anew. */
    private static final String REFRESH = "Odklep-Refresh";

    private final SessionCookie cookie;
    private final WebSessions sessions;
    private final InstantSource clock;

    SessionGuard(SessionCookie cookie, WebSessions sessions, InstantSource clock) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<SignedIn> who = cookie.read(request)
                    .flatMap(secret -> isUse(request)
                            ? sessions.find(secret, Origin.of(request), clock.instant())
                            : sessions.look(secret, Origin.of(request), clock.instant()));
            who.ifPresent(found -> remember(request, found));
            Optional<HalfWay> halfWay = who.flatMap(HalfWay::of);
            if (halfWay.isPresent() && !halfWay.get().isOpen(request)) {
                ToSignIn.lead(request, response, halfWay.get().page(request));
            } else {
                chain.doFilter(request, response);
            }
        } catch (StoreUnavailable e) {
            LOG.warn("a page could not be shown: {}", e.getMessage());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    /** Style sheets and pictures are nobody's, and the page that says the store is away needs them. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return AdminSecurity.ASSETS.stream().anyMatch(request.getRequestURI()::startsWith);
    }

    /** An open page that follows its list is used by nobody. */
    private static boolean isUse(HttpServletRequest request) {
        boolean follows = String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/event-stream");
        return !follows && request.getHeader(REFRESH) == null;
    }

    private static void remember(HttpServletRequest request, SignedIn who) {
        Visitor.remember(request, who);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                new PreAuthenticatedAuthenticationToken(who.session().id(), null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
