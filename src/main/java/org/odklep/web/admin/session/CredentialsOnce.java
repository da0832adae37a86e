package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a request with two names, passwords or form tokens, before the framework takes the first of them. */
final class CredentialsOnce extends OncePerRequestFilter {
    private static final List<String> CREDENTIALS = List.of("name", "password", "_csrf");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("POST") && CREDENTIALS.stream().anyMatch(name -> isTwice(request, name))) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isTwice(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameterValues(name))
                .filter(values -> values.length > 1)
                .isPresent();
    }
}
