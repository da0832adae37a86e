package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.odklep.account.Right;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form with files before anybody reads its parts, unless it is a table of users from who may import one: what
 * others send takes no memory.
 */
final class FilesOfEditors extends OncePerRequestFilter {
    private static final String PATH = "/users/import";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hasFiles(request) && !isImport(request)) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean hasFiles(HttpServletRequest request) {
        return Optional.ofNullable(request.getContentType())
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/"))
                .isPresent();
    }

    private static boolean isImport(HttpServletRequest request) {
        return request.getRequestURI().equals(PATH)
                && Visitor.of(request)
                        .filter(actor -> actor.may(Right.EDIT_USERS))
                        .isPresent();
    }
}
