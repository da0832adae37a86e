package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses whatever may change something when the browser says that a page of another origin sent it, even with the right form
 * token. Browsers say so over HTTPS and on loopback; where they do not, the token alone decides.
 */
final class FromHere extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && ELSEWHERE.contains(site) && !HARMLESS.contains(request.getMethod())) {
            Forbidden.refuseForm(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
