package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Administrator;
import org.odklep.account.Administrators;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that has lasted {@link #LONGEST} or whose administrator is no more or has another password, and finds out
 * who the others belong to. What fails below because the store is away is answered with 503.
 */
final class SessionGuard extends OncePerRequestFilter {
    static final Duration LONGEST = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(SessionGuard.class);

    private final Administrators administrators;
    private final InstantSource clock;

    SessionGuard(Administrators administrators, InstantSource clock) {
        this.administrators = administrators;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication != null && authentication.getPrincipal() instanceof SignedIn who) {
                owner(who).ifPresentOrElse(owner -> Visitor.remember(request, owner), () -> end(request));
            }
            chain.doFilter(request, response);
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

    private Optional<Administrator> owner(SignedIn who) {
        return clock.instant().isBefore(who.at().plus(LONGEST))
                ? administrators
                        .find(who.name())
                        .filter(owner -> owner.passwordHash().equals(who.passwordHash()))
                : Optional.empty();
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
